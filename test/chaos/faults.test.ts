// Were the server wrong, the suite would say so: each fault planted in it is named, and nothing else.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fair } from './bad-link.ts';
import type { FaultKind } from './faults.ts';
import { perform } from './perform.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** Nothing else goes wrong. */
const calm = { ...(scenarios.links as Scenario), weather: fair };

const planted: Readonly<Record<string, FaultKind>> = {
  'lost-ack': 'lost',
  double: 'doubled',
  reordering: 'reordered',
  'torn-line': 'torn',
  'dropped-delivery': 'undelivered',
};

describe('a server with a fault', { concurrency: 3 }, () => {
  for (const [fault, kind] of Object.entries(planted)) {
    it(`of a server with the fault ${fault} the judge says: ${kind}`, async () => {
      const entry = ['faulty-server.ts', fault];
      // Only with `os` does the log write through the call that the faulty disk replaces.
      const play = { seed: 1, rounds: 1, durability: 'os', entry } as const;
      const { faults, evidence = '' } = await perform(calm, play);
      const kinds = new Set(faults.map((found) => found.kind));
      rmSync(evidence, { recursive: true, force: true });
      assert.deepEqual([...kinds], [kind]);
    });
  }
});
