// What is kept where something was wrong: the faults, the log, and what everybody said, heard and saw.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './faults.ts';
import type { Evidence, MemberSeen } from './seen.ts';

/** A copy of the log too: its own folder may be on a disk that goes away. */
export function keepEvidence(base: string, evidence: Evidence, faults: readonly Fault[]): void {
  const copies = join(base, 'files');
  mkdirSync(copies);
  for (const { name, text } of evidence.files) writeFileSync(join(copies, name), text);
  writeFileSync(join(base, 'faults.jsonl'), asLines(faults));
  for (const member of evidence.members) {
    writeFileSync(join(base, `member-${member.writer}.jsonl`), asLines(recordsOf(member)));
  }
}

function recordsOf({ said, heard, shown }: MemberSeen): object[] {
  return [
    ...said.map((one) => ({ record: 'said', ...one })),
    ...heard.map(({ messages, ...one }) => ({
      record: 'heard',
      ...one,
      messages: messages.map(({ seq, prev }) => [seq, prev]),
    })),
    ...[...shown].map(([room, messages]) => ({
      record: 'shown',
      room,
      messages: messages.map(({ seq, prev }) => [seq, prev]),
    })),
  ];
}

function asLines(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}
