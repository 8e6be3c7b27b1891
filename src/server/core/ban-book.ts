// Who is banned or muted, in a room or on the whole server, until when and why.

export interface Ban {
  readonly id: string;
  readonly action: 'ban' | 'mute';
  /** Undefined: on the whole server. */
  readonly room: string | undefined;
  /** As it was called, for lists. */
  readonly name: string | undefined;
  /** Keys of the name (`nameKeys`): nobody comes again under it, or one that looks like it. */
  readonly keys: readonly string[];
  /** An account, or a guest's session. */
  readonly owner: string | undefined;
  /** An address, or a network in CIDR form. */
  readonly network: string | undefined;
  /** The network was that of a person, who is named: not shown to others. */
  readonly isNetworkHidden: boolean;
  /** Who did it, by name. */
  readonly by: string;
  readonly sinceMs: number;
  readonly untilMs: number | undefined;
  readonly reason: string;
}

/** Where bans are kept. Writing throws the I/O error of a file that can't be written. */
export interface BanStore {
  bans(): readonly Ban[];
  save(ban: Ban): void;
  drop(id: string): void;
}
