// The documents that are written from the sources; `npm run docs` writes them, a test checks that they are current.
import { writeFileSync } from 'node:fs';
import { renderConfiguration } from './configuration-doc.ts';
import { renderFiles } from './files.ts';
import { renderKeys } from './keys-doc.ts';
import { renderClientPage, renderProtocolPage, renderServerPage } from './manual.ts';
import { renderMetrics } from './metrics-doc.ts';
import { renderProtocol, renderSchema } from './protocol-doc.ts';
import { renderSdk } from './sdk-doc.ts';

/** Paths are relative to the top folder, which is also the working directory. */
export interface GeneratedDocument {
  readonly path: string;
  readonly render: () => string;
}

export const generatedDocuments: readonly GeneratedDocument[] = [
  { path: 'docs/configuration.md', render: renderConfiguration },
  { path: 'docs/files.md', render: renderFiles },
  { path: 'docs/keys.md', render: renderKeys },
  { path: 'docs/metrics.md', render: renderMetrics },
  { path: 'docs/protocol.md', render: renderProtocol },
  { path: 'docs/protocol.schema.json', render: renderSchema },
  { path: 'docs/sdk.md', render: renderSdk },
  { path: 'man/chat-client.1', render: renderClientPage },
  { path: 'man/chat-server.1', render: renderServerPage },
  // After the text that it is made of.
  { path: 'man/partyline.7', render: renderProtocolPage },
];

if (import.meta.main) {
  for (const { path, render } of generatedDocuments) writeFileSync(path, render());
}
