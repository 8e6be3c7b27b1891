// What is made of a text that somebody wrote, by name: bundled by a test, and run in a browser as well.
import {
  checkContent,
  checkRoomName,
  checkUserName,
  nameKeys,
} from '../../../src/protocol/index.ts';
import { emojiOf, withEmoji } from '../../../src/sdk/emoji.ts';
import { isMention } from '../../../src/sdk/mentions.ts';
import { excerpt } from '../../../src/sdk/words.ts';
import { graphemes } from '../../../src/ui/graphemes.ts';
import { linksIn } from '../../../src/ui/links.ts';
import { safeText } from '../../../src/ui/safe-text.ts';
import { mentionPattern, spansOf } from '../../../src/ui/spans.ts';
import { wordEnd, wordStart } from '../../../src/ui/text-motion.ts';
import { cutRange } from '../../../src/web/line/line-edits.ts';
import { blocksOf } from '../../../src/web/pane/text-blocks.ts';

const readings: Readonly<Record<string, (text: string) => unknown>> = {
  content: (text) => checkContent('text', text),
  reaction: (text) => checkContent('reaction', text),
  userName: checkUserName,
  roomName: checkRoomName,
  nameKeys,
  safeText,
  graphemes,
  excerpt: (text) => excerpt(text, 3),
  blocks: (text) => blocksOf(text),
  links: (text) => linksIn(`see https://${text} and ${text}`),
  spans: (text) => spansOf(`*${text}* \`${text}\` @al`, mentionPattern('al')),
  mention: (text) => isMention(`${text}al`, 'al'),
  emoji: (text) => [withEmoji(`${text}:tada:`), emojiOf(`:${text}:`)],
  wordStart: (text) => wordStart(text, text.length),
  wordEnd: (text) => wordEnd(text, 0),
  cut: (text) => cutRange('kill-word-left', text, text.length),
};

/** Each reading of each text, as JSON. */
export function readAll(texts: readonly string[]): Record<string, readonly string[]> {
  const read = (reading: (text: string) => unknown) =>
    texts.map((text) => JSON.stringify(reading(text)) ?? '');
  return Object.fromEntries(Object.entries(readings).map(([name, one]) => [name, read(one)]));
}
