// A process that appends without end and prints the seq of each message once it is committed; to be killed.

import { openFileLog } from '../../../src/server/log/file-log.ts';

const [path = '', durability = 'os'] = process.argv.slice(2);

const log = await openFileLog<undefined>({
  path,
  durability: durability === 'disk' ? 'disk' : 'os',
  clock: () => Date.now(),
  onCommit: (group) => {
    process.stdout.write(group.map(({ message }) => `${message.seq}\n`).join(''));
    for (const { message } of group) say(message.seq);
  },
  onRefused: () => process.exit(1),
  report: () => {},
});

function say(number: number): void {
  const content = `message ${number} ${'x'.repeat(number % 3_000)}`;
  log.append({ room: `room${number % 3}`, kind: 'text', sender: 'alice', content }, undefined);
}

for (let number = 0; number < 20; number++) say(number);
