// Who one is for others: a name to be shown, a few words, a colour.
import { type FormEvent, useId, useMemo, useState } from 'react';
import { colours, limits } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { lay } from '../going.ts';
import { useChat, useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import { classOfColour } from '../pane/name-hue.ts';
import { useAsked } from './asked.ts';

export function ProfileDialog() {
  const desk = useDesk();
  const name = useChat((state) => state.me.name);
  const request = useMemo(() => ({ type: 'whois', name }) as const, [name]);
  const { answer, problem, tell } = useAsked(request, 'profile');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field) ?? '').trim();
    const colour = colours.find((one) => one === text('colour')) ?? '';
    const wish = { displayName: text('displayName'), about: text('about'), colour } as const;
    const isDone = await tell({ type: 'profile', ...wish }, 'profile');
    if (isDone) lay(desk, undefined);
  };
  return (
    <Dialog title="Your profile" className="account">
      {answer !== undefined && (
        <form className="fields" onSubmit={(event) => void save(event)}>
          <Note name="displayName" label="Name to show" start={answer.displayName} />
          <Note name="about" label="About you" start={answer.about} />
          <Colours start={answer.colour} />
          <div className="answers">
            <button type="submit" className="main">
              Keep it
            </button>
          </div>
        </form>
      )}
      <p className="problem" role="alert">
        {safeText(problem)}
      </p>
    </Dialog>
  );
}

interface NoteProps {
  readonly name: string;
  readonly label: string;
  readonly start: string | undefined;
}

function Note({ name, label, start = '' }: NoteProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        defaultValue={safeText(start)}
        maxLength={limits.maxNoteLength}
        autoComplete="off"
      />
    </div>
  );
}

/** Told by their names too: not everybody sees them apart. */
function Colours({ start = '' }: { readonly start: string | undefined }) {
  const [chosen, setChosen] = useState(start);
  return (
    <fieldset className="colours">
      <legend>Colour of your name</legend>
      {['', ...colours].map((colour) => (
        <label key={colour} className={classOfColour(colour) ?? ''}>
          <input
            type="radio"
            name="colour"
            value={colour}
            checked={chosen === colour}
            onChange={() => setChosen(colour)}
          />
          {colour === '' ? 'as it falls' : colour}
        </label>
      ))}
    </fieldset>
  );
}
