// A server in a few lines, as far as a client needs one to sit in a room: our own protocol.
import { limits, type Reply, type Request } from '../../src/protocol/index.ts';
import type { Language } from './language.ts';
import { room, type Said, said } from './talk.ts';

const me = 'zoe';

export const partyline: Language = {
  say: (message) => `${JSON.stringify(asMessage(message))}\n`,

  answer(line, held) {
    const request = JSON.parse(line) as Request;
    const reply = replyTo(request, held);
    if (reply === undefined) return { lines: '' };
    const { id } = request;
    const lines = `${JSON.stringify(id === undefined ? reply : { ...reply, id })}\n`;
    return { lines, hasEntered: reply.type === 'joined' };
  },
};

/** @param held the newest seq */
function replyTo(request: Request, held: number): Reply | undefined {
  const timestamp = new Date().toISOString();
  switch (request.type) {
    case 'hello':
      return {
        ...{ type: 'welcome', version: 1, name: me, token: 't', session: 's', role: 'member' },
        server: { name: 'bench', version: '1', timestamp, durability: 'os' },
        ...{ rooms: [], limits: {}, heartbeat: 30 },
      };
    case 'join': {
      const after = request.since ?? held - (request.limit ?? limits.defaultPage);
      const messages = page(after, held);
      const more = after > 0 && request.since === undefined;
      const member = { name: me, status: 'online', role: 'member' } as const;
      const about = { topic: '', count: 1, members: [member], last: held };
      return { type: 'joined', room: request.room, messages, more, ...about };
    }
    case 'history': {
      const before = request.before ?? held + 1;
      const messages = page(before - 1 - (request.limit ?? limits.defaultPage), before - 1);
      const more = (messages[0]?.seq ?? 1) > 1;
      return { type: 'history', room: request.room, messages, more };
    }
    case 'read':
      return { type: 'read', room: request.room, seq: request.seq };
    case 'status':
      return { type: 'status', status: request.status };
    case 'ping':
      return { type: 'pong', timestamp: request.timestamp ?? 0 };
    case 'typing':
    case 'pong':
      return undefined;
    default:
      return { type: 'error', code: 'unknown-type', message: 'This is only a benchmark.' };
  }
}

function page(after: number, last: number) {
  const first = Math.max(1, after + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
    asMessage(said(first + at)),
  );
}

function asMessage({ seq, ...message }: Said) {
  return { type: 'message', room, seq, prev: seq - 1, kind: 'text', ...message } as const;
}
