// Who is in the room, and who of them is away.
import type { Member } from '../../sdk/state.ts';
import { safeText } from '../../ui/safe-text.ts';
import { talkTo } from '../going.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { Presence } from './presence.tsx';
import { useRoving } from './roving.ts';

const nobody: readonly Member[] = [];

export function People() {
  const desk = useDesk();
  const members = useChat(({ rooms, current }) => rooms.get(current)?.members) ?? nobody;
  const count = useChat(({ rooms, current }) => rooms.get(current)?.count ?? 0);
  const me = useChat((state) => state.me.name);
  // Without a connection this is who was here: a memory.
  const isLive = useChat((state) => state.connection.status === 'live');
  const isOpen = useUi((ui) => ui.drawer === 'people');
  const roving = useRoving(members.length, 0, isOpen);
  const unnamed = count - members.length;
  return (
    <aside
      className={`people ${isOpen ? 'is-open' : ''}`}
      aria-label="People"
      data-region="people"
      data-live={isLive}
    >
      <h2>Here ({count})</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go from line to line, which are buttons */}
      <div className="lines" ref={roving.list} onKeyDown={roving.onKeyDown}>
        <ul>
          {members.map((member, index) => (
            <li key={member.name}>
              <button
                type="button"
                data-line
                className="name"
                tabIndex={roving.tabIndex(index)}
                onFocus={() => roving.onFocus(index)}
                onClick={() => talkTo(desk, member.name)}
                title={member.name === me ? 'you' : `Talk to ${safeText(member.name)} alone`}
              >
                <Presence status={member.status === 'away' ? 'away' : 'here'} />
                <span className="title">
                  {roleSigns[member.role ?? 'member']}
                  {safeText(member.name)}
                </span>
                {member.name === me && <span className="note">you</span>}
                {roleWords(member)}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {unnamed > 0 && <p className="foot">… {unnamed} more</p>}
    </aside>
  );
}

/** What people may do here is told by a sign, as in other chats. */
const roleSigns: Readonly<Record<NonNullable<Member['role']>, string>> = {
  owner: '~',
  moderator: '@',
  member: '',
  guest: '',
};

function roleWords({ role }: Member) {
  const isTold = role !== undefined && roleSigns[role] !== '';
  return isTold ? <span className="unseen">, {role}</span> : null;
}
