// The documents that are written from the sources; `npm run docs` writes them, a test checks that they are current.
import { writeFileSync } from 'node:fs';
import { renderFiles } from './files.ts';

/** Paths are relative to the top folder, which is also the working directory. */
export interface GeneratedDocument {
  readonly path: string;
  readonly render: () => string;
}

export const generatedDocuments: readonly GeneratedDocument[] = [
  { path: 'docs/files.md', render: renderFiles },
];

if (import.meta.main) {
  for (const { path, render } of generatedDocuments) writeFileSync(path, render());
}
