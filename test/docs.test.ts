// Generated documents say what the sources say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedDocuments } from '../scripts/docs.ts';

for (const { path, render } of generatedDocuments) {
  test(`${path} is current`, () => {
    const isCurrent = readFileSync(path, 'utf8') === render();
    assert.ok(isCurrent, `${path} is not what the sources say: "npm run docs" writes it`);
  });
}
