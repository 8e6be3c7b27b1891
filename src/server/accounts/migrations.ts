// What the account file holds, as the steps that lead from an empty file to what this version knows.

/** As `DatabaseKind` has them. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    password TEXT NOT NULL, registered INTEGER NOT NULL, seen INTEGER NOT NULL,
    displayName TEXT NOT NULL DEFAULT '', about TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT ''
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE nameKeys (
    key TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX nameKeysByAccount ON nameKeys (account);

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    secret BLOB NOT NULL, since INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL,
    bornAfter INTEGER NOT NULL, client TEXT NOT NULL, address TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessionsByAccount ON sessions (account);
  CREATE INDEX sessionsByExpiry ON sessions (expires);

  CREATE TABLE networks (
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, network TEXT NOT NULL,
    seen INTEGER NOT NULL, PRIMARY KEY (account, network)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE invites (
    code BLOB PRIMARY KEY, made INTEGER NOT NULL, until INTEGER NOT NULL, usesLeft INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rooms (
    name TEXT PRIMARY KEY, owner TEXT, visibility TEXT NOT NULL, description TEXT NOT NULL,
    slow INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE roomPeople (
    room TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE, owner TEXT NOT NULL, part TEXT NOT NULL,
    name TEXT NOT NULL, PRIMARY KEY (room, part, owner)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX roomPeopleByOwner ON roomPeople (owner);

  CREATE TABLE bans (
    id TEXT PRIMARY KEY, action TEXT NOT NULL, room TEXT, name TEXT, keys TEXT NOT NULL, owner TEXT,
    network TEXT, isNetworkHidden INTEGER NOT NULL, by TEXT NOT NULL, since INTEGER NOT NULL,
    until INTEGER, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
];
