// Makes the pictures of the documents (`npm run picture`): real servers, and people at real clients and at the page.
import { writeFileSync } from 'node:fs';
import { client, narrow, selected } from './picture-client.ts';
import { talk } from './picture-talk.ts';
import { pagePaths, pages } from './picture-web.ts';

const pictures: Readonly<Record<string, () => Promise<string>>> = {
  'docs/picture.svg': talk,
  'docs/client.svg': client,
  'docs/client-select.svg': selected,
  'docs/client-narrow.svg': narrow,
};

/** Those that are named, or all. */
const wanted = process.argv.slice(2);
const isWanted = (path: string): boolean => wanted.length === 0 || wanted.includes(path);

for (const [path, make] of Object.entries(pictures)) {
  if (isWanted(path)) writeFileSync(path, await make());
}
if (pagePaths.some(isWanted)) {
  for (const [path, picture] of await pages()) if (isWanted(path)) writeFileSync(path, picture);
}
