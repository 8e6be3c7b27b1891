// An answer of the server's in a dialog: asked for when that opens, and again when something has changed.
import { useCallback, useEffect, useState } from 'react';
import type { ReplyOf, ReplyType } from '../../protocol/index.ts';
import type { Refused } from '../../sdk/account.ts';
import type { Asked as Question } from '../../sdk/client.ts';
import { useDesk } from '../hooks.ts';

export interface Asked<Type extends ReplyType> {
  /** The last one; undefined: not yet. */
  readonly answer: ReplyOf<Type> | undefined;
  /** Empty: nothing is wrong. */
  readonly problem: string;
  readonly askAgain: () => void;
  /** Asks for something else; what comes back takes the place of the answer if it is of the same type. */
  readonly tell: (request: Question, reply: ReplyType) => Promise<boolean>;
}

/** @param request the same object while the same is asked */
export function useAsked<Type extends ReplyType>(request: Question, reply: Type): Asked<Type> {
  const { client } = useDesk();
  const [answer, setAnswer] = useState<ReplyOf<Type>>();
  const [problem, setProblem] = useState('');
  const askAgain = useCallback(() => {
    void client.ask(request, reply).then((outcome) => {
      if (isRefused(outcome)) setProblem(outcome.message);
      else setAnswer(outcome);
    });
  }, [client, request, reply]);
  useEffect(askAgain, [askAgain]);
  const tell = async (other: Question, type: ReplyType): Promise<boolean> => {
    setProblem('');
    const outcome = await client.ask(other, type);
    if (isRefused(outcome)) setProblem(outcome.message);
    // The types are told apart by their names.
    else if (outcome.type === reply) setAnswer(outcome as ReplyOf<Type>);
    return !isRefused(outcome);
  };
  return { answer, problem, askAgain, tell };
}

/** Tells why there is no answer from the answer. */
export function isRefused(outcome: object): outcome is Refused {
  return 'code' in outcome;
}
