// Who is in the room, and who of them is away.
import { foldName } from '../../protocol/index.ts';
import type { Member } from '../../sdk/state.ts';
import { safeText } from '../../ui/safe-text.ts';
import { lay, talkTo } from '../going.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { classOfColour } from '../pane/name-hue.ts';
import { Presence } from './presence.tsx';
import { useRoving } from './roving.ts';

const nobody: readonly Member[] = [];

export function People() {
  const desk = useDesk();
  const members = useChat(({ rooms, current }) => rooms.get(current)?.members) ?? nobody;
  const count = useChat(({ rooms, current }) => rooms.get(current)?.count ?? 0);
  const colours = useChat((state) => state.colours);
  const chosenHue = (name: string) => classOfColour(colours.get(foldName(name)));
  const me = useChat((state) => state.me.name);
  const room = useChat((state) => state.current);
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
            <li key={member.name} className="person-line">
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
                <span className={`title ${chosenHue(member.name) ?? ''}`}>
                  {safeText(member.name)}
                </span>
                {member.name === me && <span className="note">you</span>}
                {member.bot && (
                  <span className="note" title="a program, not a person">
                    bot
                  </span>
                )}
                <RoleSign role={member.role} />
              </button>
              <button
                type="button"
                className="leave"
                tabIndex={roving.tabIndex(index)}
                aria-label={`About ${safeText(member.name)}`}
                title="Who it is, and what you can do"
                onFocus={() => roving.onFocus(index)}
                onClick={() => lay(desk, { kind: 'person', name: member.name, room })}
              >
                <span aria-hidden="true">⋯</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {unnamed > 0 && <p className="foot">… {unnamed} more</p>}
    </aside>
  );
}

/** What people may do here is told by a sign, and in words: `~` and `@` as other chats have them. */
const roleSigns: Readonly<Record<string, string>> = { owner: '~', moderator: '@' };

function RoleSign({ role }: { readonly role: Member['role'] }) {
  const sign = roleSigns[role];
  if (sign === undefined) return null;
  return (
    <span className="role" title={role}>
      <span aria-hidden="true">{sign}</span>
      <span className="unseen">, {role}</span>
    </span>
  );
}
