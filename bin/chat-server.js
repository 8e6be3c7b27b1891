#!/usr/bin/env node
// Starts chat-server.
import { launch } from './launch.js';

launch({
  name: 'chat-server',
  script: import.meta.url,
  main: '../dist/programs/chat-server.js',
  // Who kills the one process that is seen means the server, and means at once.
  whenOrphaned: 'SIGKILL',
});
