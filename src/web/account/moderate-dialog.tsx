// Putting somebody out of a room, for how long and why.
import { type FormEvent, useId, useState } from 'react';
import { limits, showRoom } from '../../protocol/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { browserClock } from '../clock.ts';
import { lay } from '../going.ts';
import { useDesk } from '../hooks.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { Overlay } from '../ui-state.ts';
import { isRefused } from './asked.ts';

type Lasting = 'ban' | 'mute';

const titles = { kick: 'Put out', ban: 'Ban', unban: 'Let in', mute: 'Mute', unmute: 'Let speak' };

const meanings: Readonly<Record<string, string>> = {
  kick: 'They are out of the room, and can come back.',
  ban: 'They are out of the room, and can’t come back until it is over.',
  mute: 'They can read, and say nothing until it is over.',
};

const minute = 60_000;
const hour = 60 * minute;
/** 0: for good. */
const durations: readonly { readonly words: string; readonly forMs: number }[] = [
  { words: '10 minutes', forMs: 10 * minute },
  { words: '1 hour', forMs: hour },
  { words: '1 day', forMs: 24 * hour },
  { words: '7 days', forMs: 7 * 24 * hour },
  { words: '30 days', forMs: 30 * 24 * hour },
  { words: 'for good', forMs: 0 },
];

export function ModerateDialog({ does, name, room }: Extract<Overlay, { kind: 'moderate' }>) {
  const desk = useDesk();
  const id = useId();
  const [problem, setProblem] = useState('');
  const isLasting = does === 'ban' || does === 'mute';
  const act = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem('');
    const outcome = await desk.client.ask(
      { type: 'moderate', action: does, room, name, ...wishOf(form, browserClock.now()) },
      'moderated',
    );
    if (isRefused(outcome)) setProblem(outcome.message);
    else lay(desk, undefined);
  };
  return (
    <Dialog title={`${titles[does]} ${safeText(name)}`} className="account">
      <p>
        {safeText(showRoom(room))}: {meanings[does]}
      </p>
      <form className="fields" onSubmit={(event) => void act(event)}>
        {isLasting && <Duration start={startOf[does]} />}
        <div className="field">
          <label htmlFor={id}>Reason (all in the room see it)</label>
          <input
            id={id}
            name="reason"
            type="text"
            maxLength={limits.maxNoteLength}
            autoComplete="off"
          />
        </div>
        <p className="problem" role="alert">
          {safeText(problem)}
        </p>
        <div className="answers">
          <button type="submit" className="main">
            {titles[does]}
          </button>
          <button type="button" onClick={() => lay(desk, undefined)}>
            No
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const startOf: Readonly<Record<Lasting, number>> = { ban: 24 * hour, mute: 10 * minute };

function Duration({ start }: { readonly start: number }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>For how long</label>
      <select id={id} name="forMs" defaultValue={String(start)}>
        {durations.map(({ words, forMs }) => (
          <option key={forMs} value={String(forMs)}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function wishOf(form: FormData, nowMs: number): { until?: string; reason?: string } {
  const forMs = Number(form.get('forMs') ?? 0);
  const reason = String(form.get('reason') ?? '').trim();
  return {
    ...(forMs > 0 ? { until: new Date(nowMs + forMs).toISOString() } : {}),
    ...(reason === '' ? {} : { reason }),
  };
}
