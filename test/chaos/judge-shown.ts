// What a member's screen shows at the end, measured by the log: from its first message on, exactly that.
import type { Message } from '../../src/protocol/index.ts';
import type { Fault } from './faults.ts';
import { isRightPrev } from './judge-heard.ts';
import type { MemberSeen } from './seen.ts';
import { isSame, type RoomTruth } from './truth.ts';

export function judgeShown(
  { writer, shown }: MemberSeen,
  truths: ReadonlyMap<string, RoomTruth>,
): Fault[] {
  return [...shown].flatMap(([room, messages]) => {
    const truth = truths.get(room);
    return truth ? judgeRoom(`member ${writer} in ${room}`, messages, truth) : [];
  });
}

function judgeRoom(who: string, shown: readonly Message[], truth: RoomTruth): Fault[] {
  const faults: Fault[] = [];
  let place = truth.places.get(shown[0]?.seq ?? 0) ?? 0;
  for (const message of shown) {
    const at = truth.places.get(message.seq);
    const entry = truth.messages[at ?? -1];
    if (at === undefined || !entry || !isSame(message, entry) || at < place) {
      faults.push({ kind: 'shown-too-much', what: `${who}: ${JSON.stringify(message)}` });
      continue;
    }
    if (!isRightPrev(message, entry)) {
      faults.push({ kind: 'wrong-prev', what: `${who} shows ${message.seq} on ${message.prev}` });
    }
    faults.push(...notShown(who, truth, place, at));
    place = at + 1;
  }
  return [...faults, ...notShown(who, truth, place, truth.messages.length)];
}

function notShown(who: string, truth: RoomTruth, from: number, to: number): Fault[] {
  const missing = truth.messages.slice(from, to);
  return missing.map(({ seq }) => ({ kind: 'not-shown', what: `${who}: ${seq}` }));
}
