// The name of a key that a browser tells of: as the table of keys calls it.

/** What is read of a `KeyboardEvent`. */
export interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  getModifierState(key: 'AltGraph'): boolean;
}

const names: Readonly<Record<string, string>> = {
  Enter: 'enter',
  Tab: 'tab',
  Escape: 'escape',
  Backspace: 'backspace',
  Delete: 'delete',
  Insert: 'insert',
  Home: 'home',
  End: 'end',
  PageUp: 'page-up',
  PageDown: 'page-down',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * `ctrl-g`, `alt-up`, `f6`, `k`; empty where it is none of ours.
 *
 * - What is held with Command or the Windows key is the system's.
 * - AltGr types. So does Option on a Mac: there Ctrl and Option are what Alt is elsewhere.
 * - On a keyboard of another script the key is called by its place, as letters with Ctrl are there.
 */
export function keyName(event: KeyEvent, isMac: boolean): string {
  const { key, ctrlKey, altKey, shiftKey } = event;
  if (event.metaKey || event.getModifierState('AltGraph')) return '';
  const named = names[key] ?? (/^F\d{1,2}$/.test(key) ? key.toLowerCase() : undefined);
  if (named !== undefined) return held({ ctrlKey, altKey, shiftKey }) + named;
  if (!ctrlKey && !altKey) return [...key].length === 1 ? key : '';
  const character = characterOf(event);
  if (character === '') return '';
  if (isMac && altKey) return ctrlKey ? `alt-${character}` : '';
  // With Ctrl no terminal tells a capital from a letter.
  return (
    held({ ctrlKey, altKey, shiftKey: false }) + (ctrlKey ? character.toLowerCase() : character)
  );
}

function held({ ctrlKey, altKey, shiftKey }: Pick<KeyEvent, 'ctrlKey' | 'altKey' | 'shiftKey'>) {
  return `${ctrlKey ? 'ctrl-' : ''}${altKey ? 'alt-' : ''}${shiftKey ? 'shift-' : ''}`;
}

/** Digits by their place: on many keyboards they take Shift. */
function characterOf({ key, code, altKey, shiftKey }: KeyEvent): string {
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit !== undefined && altKey && !shiftKey) return digit;
  if (/^[!-~]$/.test(key)) return key;
  const [, letter = ''] = /^Key([A-Z])$/.exec(code) ?? [];
  return shiftKey ? letter : letter.toLowerCase();
}
