// The judge: from the log and from what all members saw, every way in which a promise was broken.
import type { Fault, FaultKind } from './faults.ts';
import { judgeHeard } from './judge-heard.ts';
import { judgeShown } from './judge-shown.ts';
import { type Evidence, type MemberSeen, markOf, type Said } from './seen.ts';
import { type RoomTruth, roomTruths } from './truth.ts';
import { readWritten, type Written, type WrittenLog } from './written.ts';

/** Pure: the same evidence, the same faults. What is lost is named once, not for all who miss it. */
export function judge({ files, members }: Evidence): Fault[] {
  const log = readWritten(files);
  const said = new Map(members.flatMap((member) => member.said.map((one) => [markOf(one), one])));
  const truths = roomTruths(log, [...said.values()]);
  return [
    ...log.faults,
    ...strangers(log, said),
    ...members.flatMap((member) => judgeSaid(member, log)),
    ...members.flatMap((member) => judgeMember(member, truths)),
  ];
}

function judgeMember(member: MemberSeen, truths: ReadonlyMap<string, RoomTruth>): Fault[] {
  const heard = member.heard.flatMap((one) => judgeHeard(member.writer, one, truths));
  return [...heard, ...judgeShown(member, truths)];
}

function strangers({ byMark }: WrittenLog, said: ReadonlyMap<string, Said>): Fault[] {
  const unknown = [...byMark].filter(([mark]) => !said.has(mark));
  return unknown.map(([mark, { seq }]) => ({
    kind: 'invented',
    what: `nobody said ${mark}, which stands at ${seq}`,
  }));
}

function judgeSaid({ said }: MemberSeen, { byMark }: WrittenLog): Fault[] {
  const faults: Fault[] = [];
  const lastPlaces = new Map<string, number>();
  for (const one of said) {
    const mark = markOf(one);
    const entry = byMark.get(mark);
    const kind = faultOf(one, entry);
    if (kind) faults.push({ kind, what: `${mark} in ${one.room}, ${words(one, entry)}` });
    if (!entry) continue;
    const last = lastPlaces.get(one.room) ?? -1;
    if (entry.place < last) {
      faults.push({ kind: 'reordered', what: `${mark} stands before what was said before it` });
    }
    lastPlaces.set(one.room, Math.max(last, entry.place));
  }
  return faults;
}

function faultOf(said: Said, entry: Written | undefined): FaultKind | undefined {
  const { fate } = said;
  if (fate === 'undecided') return 'undecided';
  if (!entry) return fate === 'acknowledged' ? 'lost' : undefined;
  if (fate === 'refused') return 'refused-but-stored';
  return isAsSaid(said, entry) ? undefined : 'altered';
}

/** To the bit; and where and when, as the ack told. */
function isAsSaid(said: Said, entry: Written): boolean {
  const { room, kind, content, target, sender, session, id, ack } = said;
  const isPlaced = !ack || (ack.seq === entry.seq && ack.timestamp === entry.timestamp);
  const isSame = room === entry.room && kind === entry.kind && content === entry.content;
  const isTheirs = sender === entry.sender && `${session}-${id}` === entry.id;
  return isPlaced && isSame && isTheirs && target === entry.target;
}

function words({ fate, ack }: Said, entry: Written | undefined): string {
  const promised = ack ? `at ${ack.seq} (${ack.timestamp})` : fate;
  return entry ? `${promised}, stands at ${entry.seq} (${entry.timestamp})` : promised;
}
