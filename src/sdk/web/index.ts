// A chat for programs in browsers: the package's entry `partyline` there.
export * from '../chat/index.ts';
export { type ConnectOptions, connect } from './connect.ts';
