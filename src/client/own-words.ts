// What Tab can offer in the terminal client.
import type { State } from '../sdk/state.ts';
import type { Vocabulary } from '../ui/completion.ts';
import { ownWords } from '../ui/own-words.ts';
import { vocabularyOf } from '../ui/vocabulary.ts';
import { preferenceTable } from './preferences.ts';

export function wordsOf(state: State): Vocabulary {
  return vocabularyOf(state, words);
}

const words = ownWords(preferenceTable);
