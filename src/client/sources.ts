// Where chat-client's options come from beside flags, and what of that a folder that one entered may say.
import type { Command } from 'commander';
import { Layered } from '../command-line/layered.ts';
import type { Owner, Surroundings } from '../command-line/places.ts';
import { parsePage, parseSocketPath } from '../sdk/node/address.ts';
import { preferenceNames } from './preferences.ts';
import { takeAddress } from './server-address.ts';

/** Keys of [client] that are no options: the screen reads them, from a file of the person's own. */
const ofTheScreen: readonly string[] = [...preferenceNames, 'keys'];

/** A project's file is somebody else's text as soon as one enters a folder that somebody else has made. */
const ofAProject: readonly string[] = ['server', 'room', 'name'];

export function layeredOver(around: Surroundings): Layered {
  return new Layered(around, { table: 'client', foreign: ofTheScreen, mayTake });
}

function mayTake(owner: Owner, key: string): boolean {
  if (owner === 'project') return ofAProject.includes(key);
  return owner !== 'system' || !ofTheScreen.includes(key);
}

/** To be called when the tree is whole. */
export function layUnder(program: Command, layered: Layered): void {
  program.hook('preAction', (_, command) => refuse(command, takeAddress(command)));
  layered.layUnder(program);
  program.hook('preAction', (_, command) => refuse(command, whyNot(command, layered)));
}

function refuse(command: Command, why: string | undefined): void {
  if (why !== undefined) command.error(`error: ${why}`);
}

interface Flags {
  readonly server?: string;
  readonly login?: boolean;
  readonly passwordFile?: string;
}

/** What only those who know where it was said can refuse. */
function whyNot(command: Command, layered: Layered): string | undefined {
  const { server, login, passwordFile } = command.opts<Flags>();
  const isFlag = (key: string) => command.getOptionValueSource(key) === 'cli';
  const isEncryptionSaid = isFlag('tls') || isFlag('insecure');
  if (isEncryptionSaid && server !== undefined && parsePage(server))
    return 'http:// or https:// says whether it is encrypted: leave --tls and --insecure out';
  if (isEncryptionSaid && server !== undefined && parseSocketPath(server))
    return 'nobody is between at a socket: leave --tls and --insecure out';
  const source = layered.source('server');
  // Whoever wrote that file would get the password.
  if (source?.owner === 'project' && (login === true || passwordFile !== undefined))
    return `${source.where} says the server: with a password, say it yourself, with --server`;
  return undefined;
}
