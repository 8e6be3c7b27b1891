#!/usr/bin/env node
// Starts chat-client.
import { launch } from './launch.js';

launch({
  name: 'chat-client',
  script: import.meta.url,
  main: '../dist/client/chat-client.js',
  // Not at once: the terminal has to be restored.
  whenOrphaned: 'SIGTERM',
});
