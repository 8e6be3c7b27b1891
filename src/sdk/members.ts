// Who is known to be in a room: at most one page of names, sorted.
import { foldName, limits } from '../protocol/index.ts';
import type { Member } from './state.ts';

/** Sorted as people look for them: without regard to case. */
export function sortMembers(members: readonly Member[]): readonly Member[] {
  const keyed = members.map((member) => ({ key: foldName(member.name), member }));
  keyed.sort((one, other) => compare(one.key, other.key));
  return keyed.slice(0, limits.maxMembersPage).map(({ member }) => member);
}

/** With this one in it, or in its new state. Of a full list the last name falls out. */
export function putMember(members: readonly Member[], member: Member): readonly Member[] {
  const index = indexOfMember(members, member.name);
  if (index !== -1) return members.with(index, member);
  const key = foldName(member.name);
  const at = members.findIndex(({ name }) => compare(foldName(name), key) > 0);
  const added = members.toSpliced(at === -1 ? members.length : at, 0, member);
  return added.length > limits.maxMembersPage ? added.slice(0, -1) : added;
}

export function removeMember(members: readonly Member[], name: string): readonly Member[] {
  const index = indexOfMember(members, name);
  return index === -1 ? members : members.toSpliced(index, 1);
}

export function renameMember(
  members: readonly Member[],
  from: string,
  name: string,
): readonly Member[] {
  const member = findMember(members, from);
  return member ? putMember(removeMember(members, from), { ...member, name }) : members;
}

export function findMember(members: readonly Member[], name: string): Member | undefined {
  return members[indexOfMember(members, name)];
}

/** Names come from the server in one spelling, so most are found without folding any. */
function indexOfMember(members: readonly Member[], name: string): number {
  const exact = members.findIndex((member) => member.name === name);
  if (exact !== -1) return exact;
  const key = foldName(name);
  return members.findIndex((member) => foldName(member.name) === key);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
