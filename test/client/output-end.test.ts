// Output that can't be written: whoever reads it has enough, or the disk is full.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { endWithOutput } from '../../src/client/output-end.ts';

/** How a program ended whose output failed, and what it said. */
function endedBy(code: string, stream: 'stdout' | 'stderr'): unknown[] {
  const told: unknown[] = [];
  const exit = (exitCode: number) => void told.push(exitCode);
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), exit };
  endWithOutput(streams, (line) => told.push(line));
  streams[stream].emit('error', Object.assign(new Error(`${code}: why`), { code }));
  return told;
}

describe('output that cannot be written', () => {
  it('is no fault where its reader has enough', () => {
    assert.deepEqual(endedBy('EPIPE', 'stdout'), [0]);
  });

  it('is told, and a failure, where the disk is full: an export that was cut off is none', () => {
    assert.deepEqual(endedBy('ENOSPC', 'stdout'), ['cannot print: ENOSPC: why', 1]);
  });

  it('changes nothing where it is only talk', () => {
    assert.deepEqual(endedBy('ENOSPC', 'stderr'), []);
  });
});
