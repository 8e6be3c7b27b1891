// Somebody who talks at a steady pace, in a process of its own: `node speaker.ts PORT PER-SECOND SECONDS`.
import { Member } from '../member.ts';
import { room } from './make-room.ts';

const [port, perSecond, seconds] = process.argv.slice(2).map(Number) as [number, number, number];
const everyMs = 10;
const member = await Member.open(port);
const line = (request: object) => `${JSON.stringify(request)}\n`;

member.onLine = (said) => {
  if (said.includes('"type":"joined"')) begin();
};
member.send(line({ type: 'hello', version: 1, name: 'speaker' }));
member.send(line({ type: 'join', room, limit: 1 }));

function begin(): void {
  const startedAt = performance.now();
  let said = 0;
  const timer = setInterval(() => {
    const due = Math.min(((performance.now() - startedAt) / 1000) * perSecond, perSecond * seconds);
    for (; said < due; said += 1) {
      const content = `message ${said} of a flood, as long as people write`;
      member.send(line({ type: 'send', id: `f-${said}`, room, kind: 'text', content }));
    }
    if (said < perSecond * seconds) return;
    clearInterval(timer);
    setTimeout(() => process.exit(), 500);
  }, everyMs);
}
