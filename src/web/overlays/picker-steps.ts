// How far a key goes in a list.

/** What is read of a key event. */
export interface StepKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
};

/** What opened the list goes on in it. */
const again: Readonly<Record<string, number>> = { g: 1, h: 1, n: 1, p: -1 };

/** Undefined: it goes nowhere. */
export function stepOf({ key, altKey, ctrlKey, metaKey }: StepKey): number | undefined {
  if (metaKey) return undefined;
  if (ctrlKey && key === 'Home') return Number.NEGATIVE_INFINITY;
  if (ctrlKey && key === 'End') return Number.POSITIVE_INFINITY;
  if (ctrlKey) return key === 'g' ? 1 : undefined;
  return altKey ? again[key] : steps[key];
}
