// Imported before all else: keeps the heap near the size of what is in it.
import { setFlagsFromString } from 'node:v8';

// Messages that stream in are garbage a moment later, all but what is held of them. The young part of the
// heap would grow to three times 16 MB for that, and the old one to twice its content before it is looked
// through. Collected sooner, each time in a millisecond or a few, 100,000 messages take 80 MB less.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');
