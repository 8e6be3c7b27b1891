// Makes the pictures of the documents (`npm run picture`): real servers, and people at real clients and at the page.
import { writeFileSync } from 'node:fs';
import { client, narrow, selected } from './picture-client.ts';
import { talk } from './picture-talk.ts';
import { pages } from './picture-web.ts';

const pictures: Readonly<Record<string, () => Promise<string>>> = {
  'docs/picture.svg': talk,
  'docs/client.svg': client,
  'docs/client-select.svg': selected,
  'docs/client-narrow.svg': narrow,
};

/** Those that are named, or all. */
const wanted = process.argv.slice(2);
for (const [path, make] of Object.entries(pictures)) {
  if (wanted.length === 0 || wanted.includes(path)) writeFileSync(path, await make());
}
if (wanted.length === 0 || wanted.some((path) => path.startsWith('docs/page'))) {
  for (const [path, picture] of await pages()) writeFileSync(path, picture);
}
