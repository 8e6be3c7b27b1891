// What becomes of a typed text on its way to be said: names of emoji, commands that would be said by mistake, edits.
import { checkContent, isRefusal } from '../protocol/index.ts';
import { withEmoji } from '../sdk/emoji.ts';
import { findCommand, readTyped } from '../sdk/slash.ts';
import { asCommands } from './own-commands.ts';

/** `:tada:` as 🎉, if the person likes that; what is set by `/set` or `/keys` stays as it was typed. */
export function spelt(text: string, isWanted: boolean): string {
  return isWanted && !/^\/(?:set|keys)\b/.test(text) ? withEmoji(text) : text;
}

/** What to do about a command that blanks stand before, as everybody would read it; undefined: none does. */
export function commandProblem(text: string): string | undefined {
  const [, word = ''] = /^\s+\/(\S+)/.exec(text) ?? [];
  if (findCommand(word, asCommands) === undefined) return undefined;
  return `Take away what is before /${word}, or begin with //${word} to send it as a text.`;
}

const commandInEdit =
  'This would be the new text of a message. Esc ends the edit, then it is a command; // makes it a text.';

/**
 * The new text of a message; undefined where it was not changed, or nothing is left of it. What the rules
 * forbid, or looks like a command, is a problem.
 */
export function editedText(
  before: string,
  line: string,
  hasEmoji: boolean,
): { readonly text: string | undefined } | { readonly problem: string } {
  const written = line.trimEnd();
  const typed = before.startsWith('/') ? { message: written } : readTyped(written, asCommands);
  if (!('message' in typed)) return { problem: commandInEdit };
  const wanted = spelt(typed.message, hasEmoji);
  if (wanted === '' || written === before.trimEnd()) return { text: undefined };
  const checked = checkContent('edit', wanted);
  return isRefusal(checked) ? { problem: checked.message } : { text: wanted };
}
