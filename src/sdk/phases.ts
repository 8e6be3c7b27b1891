// The phases of a connection and what leads from one to the next, as a table.

/**
 * - `offline`: not asked for, or ended for good.
 * - `connecting`: the link is being made.
 * - `greeting`: it is there; `hello` is said, `welcome` is awaited.
 * - `live`: the session is open.
 * - `waiting`: it was lost; the next try has its time.
 */
export type Phase = 'offline' | 'connecting' | 'greeting' | 'live' | 'waiting';

export type PhaseEvent = 'started' | 'opened' | 'welcomed' | 'lost' | 'retried' | 'ended';

/** What is not in it can't happen. */
export const phases: Readonly<Record<Phase, Partial<Record<PhaseEvent, Phase>>>> = {
  offline: { started: 'connecting', ended: 'offline' },
  connecting: { opened: 'greeting', lost: 'waiting', ended: 'offline' },
  greeting: { welcomed: 'live', lost: 'waiting', ended: 'offline' },
  live: { lost: 'waiting', ended: 'offline' },
  waiting: { retried: 'connecting', ended: 'offline' },
};

/** @throws if the event can't happen in this phase: a bug, and nothing has changed */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  const next = phases[phase][event];
  if (next === undefined) throw new Error(`A connection that is ${phase} can't be ${event}.`);
  return next;
}
