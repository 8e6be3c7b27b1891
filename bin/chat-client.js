#!/usr/bin/env node
// Starts chat-client.
import { launch } from './launch.js';

launch({
  name: 'chat-client',
  script: import.meta.url,
  main: '../dist/programs/chat-client.js',
  // Not at once: the terminal has to be restored.
  whenOrphaned: 'SIGTERM',
});
