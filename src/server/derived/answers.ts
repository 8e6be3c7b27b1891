// Each question's answer, from the parts of the log.
import type { QuestionName, Questions } from './exchange.ts';
import { findId, hashesOf, readAfter, readBefore, readOne, readSince, roomFacts } from './pages.ts';
import type { Part } from './part.ts';
import { search } from './search.ts';

type Answers = {
  readonly [Name in QuestionName]: (
    parts: readonly Part[],
    ask: Questions[Name]['ask'],
    now: () => number,
  ) => Questions[Name]['answer'];
};

const answers: Answers = {
  before: (parts, { room, before, limit }) => readBefore(parts, room, before, limit),
  after: (parts, { room, after, limit }) => readAfter(parts, room, after, limit),
  since: (parts, { room, at, limit }) => readSince(parts, room, at, limit),
  one: (parts, { room, seq }) => readOne(parts, room, seq),
  room: (parts, { room }) => roomFacts(parts, room),
  search,
  findId: (parts, { publicId, after }) => findId(parts, publicId, after),
  lag: lagOf,
  hashesOf: (parts, { session, after }) => hashesOf(parts, session, after),
};

function lagOf(parts: readonly Part[]): number {
  const gaps = parts.filter(({ isIndexed }) => !isIndexed);
  return gaps.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** @param now milliseconds, of any beginning: some answers take no longer than one waits */
export function answerTo<Name extends QuestionName>(
  parts: readonly Part[],
  name: Name,
  ask: Questions[Name]['ask'],
  now: () => number,
): Questions[Name]['answer'] {
  return answers[name](parts, ask, now);
}
