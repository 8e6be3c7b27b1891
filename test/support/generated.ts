// Generated input: the same in each run, so that what fails is what was changed.
import fc from 'fast-check';

/** `PARTYLINE_SEED=1 npm test` has other input. */
export const seed = Number(process.env.PARTYLINE_SEED ?? 4711);

fc.configureGlobal({ seed });

export { fc };
