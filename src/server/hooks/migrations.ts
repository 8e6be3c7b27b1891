// What the file of webhooks holds, as the steps that lead from an empty file to what this version knows.

/** As `DatabaseKind` has them. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, secret BLOB NOT NULL, signing TEXT, made INTEGER NOT NULL,
    expires INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tokenRooms (
    token TEXT NOT NULL REFERENCES tokens ON DELETE CASCADE, room TEXT NOT NULL,
    PRIMARY KEY (token, room)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE hooks (
    id TEXT PRIMARY KEY, room TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
    made INTEGER NOT NULL, giveUp INTEGER NOT NULL, revision INTEGER NOT NULL,
    position INTEGER NOT NULL, isDead INTEGER NOT NULL, failingSince INTEGER, delivered INTEGER,
    lastError TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
