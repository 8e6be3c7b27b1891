// Makes the pictures of the documents (`npm run picture`): real servers, and people at real clients.
import { writeFileSync } from 'node:fs';
import { client, narrow, selected } from './picture-client.ts';
import { talk } from './picture-talk.ts';

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
