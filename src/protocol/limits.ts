// Every number that a peer can run into, with its unit and the reason for it.

export const limits = {
  /** Client to server, bytes: 4,000 characters can take 48 KiB of JSON escapes. */
  maxRequestLineBytes: 64 * 1024,
  /** Server to client, bytes: a history page of long messages must fit. */
  maxReplyLineBytes: 1024 * 1024,
  /** Code points; a name must fit a sidebar and a log line. */
  maxNameLength: 32,
  /** Marks in a row on one letter: no script needs more, and stacks of them hide other lines. */
  maxMarksInARow: 4,
  /** Code points: an essay, not a file. */
  maxContentLength: 4000,
  /** Code points: a topic is one line at the head of a screen. */
  maxTopicLength: 300,
  /** Code points of a status text, a client's name, a reason. */
  maxNoteLength: 200,
  /** Code points of a password: fewer are guessed, more are no password. */
  minPasswordLength: 8,
  maxPasswordLength: 200,
  /** Seconds: a room can be slowed down to six messages a day and person. */
  maxSlowSeconds: 4 * 60 * 60,
  /** Entries in one list of bans. */
  maxBansPage: 200,
  /** Characters of a request's id. */
  maxIdLength: 64,
  /** Messages in one page of history or one join. */
  maxPage: 500,
  defaultPage: 50,
  /** Names in one list of members. */
  maxMembersPage: 200,
  /** Rooms in one list. */
  maxRoomsPage: 500,
  /** Edits, deletions and reactions that come with one page; the newest of them. */
  maxChanges: 1000,
  /** As far as unread messages are counted: it means so many or more. */
  maxUnread: 1000,
  /** Characters of a search. */
  maxQueryLength: 500,
  /** A room with more members tells counts instead of names. */
  maxPresenceMembers: 500,
} as const;

/** The rhythm of a connection that asked for heartbeats. */
export const heartbeat = {
  /** Silence after which a side asks for a sign of life. */
  pingAfterMs: 30_000,
  /** Silence after which the other side counts as gone. */
  idleAfterMs: 90_000,
} as const;
