// How much is kept of rooms and of moderation, so that nobody can fill the server's memory and file by it.

export const keptLimits = {
  /** Rooms with a row of their own: beyond, a new room is nobody's. */
  maxKeptRooms: 100_000,
  /** Of one account: beyond, what it makes is nobody's. */
  maxOwnedRooms: 50,
  maxModerators: 50,
  /** Of one room; also as many as can be in it when it's made private. */
  maxInvited: 500,
  /** Private rooms that one person can be asked into: they are listed to it one by one. */
  maxInvitations: 1000,
  /** More than a town would need; each is a row and some 500 bytes. */
  maxServerBans: 10_000,
  /** Of all rooms together, so that those of the server have their space beside them. */
  maxRoomBans: 10_000,
  /** So that one room does not use up what there is for all. */
  maxBansOfRoom: 500,
} as const;
