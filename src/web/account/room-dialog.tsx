// How a room is kept: whose it is, what it is for, who may come in; changed by who keeps it.
import { type FormEvent, useId, useMemo } from 'react';
import { limits, type ReplyOf, type Request, showRoom } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useChat } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import { Terms } from '../overlays/help.tsx';
import { Scrolls } from '../overlays/scrolls.tsx';
import type { Overlay } from '../ui-state.ts';
import { useAsked } from './asked.ts';
import { NameList } from './name-list.tsx';
import { mayModerate, roleIn } from './rights.ts';
import { slowWords } from './room-words.ts';

type RoomKeeping = ReplyOf<'room'>;
type Change = Omit<Extract<Request, { type: 'room' }>, 'type' | 'room' | 'id'>;

export function RoomDialog({ room }: Extract<Overlay, { kind: 'room' }>) {
  const request = useMemo(() => ({ type: 'room', room }) as const, [room]);
  const { answer, problem, tell } = useAsked(request, 'room');
  const mayChange = useChat((state) => mayModerate(state, room));
  const isOwner = useChat((state) => roleIn(state, room) === 'owner');
  const change = (wish: Change) => tell({ type: 'room', room, ...wish }, 'room');
  const title = safeText(showRoom(room));
  return (
    <Dialog title={`About ${title}`} className="details room-about">
      <Scrolls label={`How ${title} is kept`}>
        {answer === undefined && problem === '' && <p>One moment…</p>}
        {answer !== undefined && (
          <>
            <Terms entries={entriesOf(answer, mayChange)} />
            {mayChange && <RoomForm key={keyOf(answer)} keeping={answer} onChange={change} />}
            {answer.visibility === 'private' && (
              <NameList
                title="Invited"
                names={answer.invited ?? []}
                addWords="Invite"
                mayChange={mayChange}
                onAdd={(invite) => change({ invite })}
                onRemove={(uninvite) => change({ uninvite })}
              />
            )}
            <NameList
              title="Moderators"
              names={answer.moderators}
              addWords="Make a moderator"
              mayChange={isOwner}
              onAdd={(name) => change({ name, role: 'moderator' })}
              onRemove={(name) => change({ name, role: 'member' })}
            />
          </>
        )}
      </Scrolls>
      <p className="problem" role="alert">
        {safeText(problem)}
      </p>
    </Dialog>
  );
}

/** What one can't change is told in words. */
function entriesOf(keeping: RoomKeeping, mayChange: boolean): (readonly [string, string])[] {
  const { owner, description, visibility, slow } = keeping;
  const own: (readonly [string, string])[] = [['owner', safeText(owner ?? '') || 'nobody']];
  if (mayChange) return own;
  return [
    ...own,
    ['is for', safeText(description) || 'not said'],
    ['is', visibility === 'private' ? 'private: for its members and the invited' : 'open'],
    ['slow', slowWords(slow)],
  ];
}

/** Somebody else may have changed it: then the form begins anew. */
function keyOf({ description, visibility, slow }: RoomKeeping): string {
  return JSON.stringify([description, visibility, slow]);
}

interface RoomFormProps {
  readonly keeping: RoomKeeping;
  readonly onChange: (wish: Change) => Promise<boolean>;
}

const slowSteps = [0, 5, 10, 30, 60, 300, 900, 3600];

function RoomForm({ keeping, onChange }: RoomFormProps) {
  const id = useId();
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void onChange({
      description: String(form.get('description') ?? '').trim(),
      visibility: form.get('private') === 'on' ? 'private' : 'open',
      slow: Number(form.get('slow') ?? 0),
    });
  };
  // What somebody set by a command stands among the steps.
  const steps = [...new Set([...slowSteps, keeping.slow])].sort((one, other) => one - other);
  return (
    <form className="fields" onSubmit={save}>
      <div className="field">
        <label htmlFor={`${id}-description`}>What it is for</label>
        <input
          id={`${id}-description`}
          name="description"
          type="text"
          defaultValue={safeText(keeping.description)}
          maxLength={limits.maxNoteLength}
          autoComplete="off"
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-slow`}>Between two messages of one person</label>
        <select id={`${id}-slow`} name="slow" defaultValue={String(keeping.slow)}>
          {steps.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {slowWords(seconds)}
            </option>
          ))}
        </select>
      </div>
      <label className="check">
        <input type="checkbox" name="private" defaultChecked={keeping.visibility === 'private'} />
        Private: only its members and the invited see it
      </label>
      <div className="answers">
        <button type="submit" className="main">
          Keep it so
        </button>
      </div>
    </form>
  );
}
