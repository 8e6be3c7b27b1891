// A chat for bots and other programs on Node: the package's entry `partyline`.
export * from '../chat/index.ts';
export { type ConnectOptions, connect } from './connect.ts';
export { fileKeep } from './file-keep.ts';
export type { ServerOptions } from './server-transport.ts';
