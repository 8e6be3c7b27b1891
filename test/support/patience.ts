// How long a test waits for anything at all: no pause, only the end of patience on a machine that has much else to do.

/** Less than a whole test may take (`--test-timeout`), so that what was waited for is told. */
export const patienceMs = 60_000;
