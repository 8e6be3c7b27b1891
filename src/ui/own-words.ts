// What Tab can offer of a program's own commands, beside the words of every client.
import { findCommand } from '../sdk/slash.ts';
import type { Choice } from './completion.ts';
import { asCommands, ownChoices } from './own-commands.ts';
import type { PreferenceTable } from './preference-kinds.ts';
import { preferenceIn } from './set-words.ts';
import type { ProgramWords } from './vocabulary.ts';

export function ownWords(table: PreferenceTable): ProgramWords {
  return {
    commands: asCommands,
    argumentsOf: (command, before, word) => argumentsOf(command, before, word, table),
  };
}

/** Of a command of the program's own, or of the client core; a preference with what it is for. */
function argumentsOf(
  command: string,
  before: string,
  word: string,
  table: PreferenceTable,
): Choice[] {
  const words = before === '' ? [] : before.split(/\s+/);
  const wanted = word.toLowerCase();
  const choices = ownChoices(command, words, word, table) ?? findCommand(command)?.choices?.(words);
  return (choices ?? [])
    .filter((text) => text.toLowerCase().startsWith(wanted))
    .map((text) => {
      const note = words.length === 0 ? (preferenceIn(table, text)?.help ?? '') : '';
      return { text: `${text} `, label: text, note };
    });
}
