// What Tab can offer in the terminal client: the words of every client, and those of the program's own commands.
import type { State } from '../sdk/state.ts';
import type { Choice, Vocabulary } from '../ui/completion.ts';
import { type ProgramWords, vocabularyOf } from '../ui/vocabulary.ts';
import { asCommands, ownChoices } from './own-commands.ts';
import { isPreference, preferenceOf } from './preferences.ts';

export function wordsOf(state: State): Vocabulary {
  return vocabularyOf(state, ownWords);
}

const ownWords: ProgramWords = { commands: asCommands, argumentsOf };

/** Of a command of the program's own; a preference with what it is for. */
function argumentsOf(command: string, before: string, word: string): Choice[] {
  const words = before === '' ? [] : before.split(/\s+/);
  const wanted = word.toLowerCase();
  return (ownChoices(command, words, word) ?? [])
    .filter((text) => text.toLowerCase().startsWith(wanted))
    .map((text) => {
      const note = words.length === 0 && isPreference(text) ? preferenceOf(text).help : '';
      return { text: `${text} `, label: text, note };
    });
}
