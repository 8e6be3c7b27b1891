// Rooms as the file keeps them: each with its people, read whole at start and written one by one.

import type { Row } from '../../database/database-file.ts';
import type { KeptRoom, RoomStore } from '../core/room-book.ts';
import type { AccountFile } from './account-file.ts';

export class RoomRows implements RoomStore {
  readonly #file: AccountFile;

  constructor(file: AccountFile) {
    this.#file = file;
  }

  rooms(): readonly KeptRoom[] {
    const people = Map.groupBy(this.#file.rows('SELECT * FROM roomPeople'), ({ room }) => room);
    return this.#file
      .rows('SELECT * FROM rooms')
      .map((row) => roomOf(row, people.get(row.name) ?? []));
  }

  save({ name, owner, visibility, description, slow, moderators, invited }: KeptRoom): void {
    this.#file.transaction(() => {
      this.drop(name);
      this.#file.run(
        'INSERT INTO rooms (name, owner, visibility, description, slow) VALUES (?, ?, ?, ?, ?)',
        ...[name, owner ?? null, visibility, description, slow],
      );
      for (const moderator of moderators) this.#addPerson(name, moderator, 'moderator', '');
      for (const [guest, called] of invited) this.#addPerson(name, guest, 'invited', called);
    });
  }

  #addPerson(room: string, owner: string, part: 'moderator' | 'invited', name: string): void {
    this.#file.run(
      'INSERT INTO roomPeople (room, owner, part, name) VALUES (?, ?, ?, ?)',
      ...[room, owner, part, name],
    );
  }

  drop(name: string): void {
    this.#file.run('DELETE FROM rooms WHERE name = ?', name);
  }
}

function roomOf(row: Row, people: readonly Row[]): KeptRoom {
  const { name, owner, visibility, description, slow } = row;
  const partOf = (part: string) => people.filter((person) => person.part === part);
  return {
    name: String(name),
    owner: owner === null ? undefined : String(owner),
    visibility: visibility === 'private' ? 'private' : 'open',
    description: String(description),
    slow: Number(slow),
    moderators: new Set(partOf('moderator').map((person) => String(person.owner))),
    invited: new Map(
      partOf('invited').map((person) => [String(person.owner), String(person.name)]),
    ),
  };
}
