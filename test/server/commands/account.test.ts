import assert from 'node:assert/strict';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { accountCommand } from '../../../src/server/commands/account.ts';
import type { Person } from '../../../src/server/commands/command.ts';
import { inviteCommand } from '../../../src/server/commands/invite.ts';
import { chatServer, within } from '../../support/chat-command.ts';
import { temporaryDirectory } from '../log/open-log.ts';

const password = Buffer.from('nine green bottles\n');

function placeOf(t: TestContext): { log: string; file: string } {
  const log = join(temporaryDirectory(t), 'log.txt');
  return { log, file: `${log}.accounts.db` };
}

function add(log: string, name: string, ...more: string[]) {
  const args = ['add', name, '--password-file', '-', '--log', log, ...more];
  return within(accountCommand, args, [password]);
}

/** Somebody who gives these answers, then none. */
function person(...answers: string[]): Person & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (question: string) => {
    asked.push(question);
    return Promise.resolve(answers.shift());
  };
  return { asked, answer, unseen: answer };
}

describe('chat-server account', () => {
  it('adds accounts and lists them by name: in fields for programs, in columns for people', async (t) => {
    const { log, file } = placeOf(t);
    assert.deepEqual(await add(log, 'bob'), {
      code: 0,
      stdout: '',
      stderr: 'bob has an account now, as member\n',
    });
    await add(log, '愛麗絲', '--role', 'owner');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const list = ['list', '--log', log];
    const fields = await within(accountCommand, list);
    const time = '2026-11-20T12:00:00.000Z';
    assert.equal(
      fields.stdout,
      `bob\tmember\t${time}\t${time}\t0\n愛麗絲\towner\t${time}\t${time}\t0\n`,
    );
    const columns = await within(accountCommand, list, [], { isRead: true });
    assert.equal(
      columns.stdout,
      'name    role    registered        seen              sessions\n' +
        'bob     member  2026-11-20 12:00  2026-11-20 12:00  0\n' +
        '愛麗絲  owner   2026-11-20 12:00  2026-11-20 12:00  0\n',
    );
    const json = await within(accountCommand, [...list, '--json']);
    const [first] = json.stdout.split('\n').map((line) => line && JSON.parse(line));
    assert.deepEqual(
      [first.name, first.role, first.registered, first.sessions],
      ['bob', 'member', time, 0],
    );
  });

  it('refuses names that are taken, look like one that is, or are none', async (t) => {
    const { log } = placeOf(t);
    await add(log, 'alice');
    const said = [];
    for (const name of ['alice', 'ALICE', 'аlice', 'a b']) said.push(await add(log, name));
    assert.deepEqual(
      said.map(({ code }) => code),
      [1, 1, 1, 1],
    );
    assert.match(said[0]?.stderr ?? '', /^chat-server: There is an account alice already\.\n$/);
    assert.match(said[2]?.stderr ?? '', /looks like alice, which is an account/);
    assert.match(said[3]?.stderr ?? '', /A name is 1 to 32 letters/);
  });

  it('refuses weak passwords, and files that hold none or more than one line', async (t) => {
    const { log } = placeOf(t);
    const given = async (text: string) => {
      const args = ['add', 'alice', '--password-file', '-', '--log', log];
      const { code, stderr } = await within(accountCommand, args, [Buffer.from(text)]);
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await given('short'), /A password has 8 to 200 characters/);
    assert.match(await given(''), /there is no password in standard input/);
    assert.match(await given('\n'), /there is no password/);
    assert.match(await given('nine green\nbottles\n'), /more than one line/);
    assert.match(await given('x'.repeat(5000)), /more than one line/);
  });

  it('reads the password from a file, and says where others can read that too', async (t) => {
    const { log } = placeOf(t);
    const path = join(log, '..', 'password');
    writeFileSync(path, 'nine green bottles\r\n');
    chmodSync(path, 0o644);
    const args = ['--password-file', path, '--log', log];
    const loose = await within(accountCommand, ['add', 'alice', ...args]);
    assert.equal(loose.code, 0);
    assert.match(loose.stderr, /^others can read .*password: chmod 600/);
    chmodSync(path, 0o600);
    const tight = await within(accountCommand, ['add', 'bob', ...args]);
    assert.equal(tight.stderr, 'bob has an account now, as member\n');
    const none = await within(accountCommand, ['add', 'c', '--password-file', `${path}.no`]);
    assert.deepEqual([none.code, none.stderr], [1, `chat-server: there is no ${path}.no\n`]);
  });

  it('asks at a terminal, twice, and changes nothing where the answers differ', async (t) => {
    const { log } = placeOf(t);
    const args = ['add', 'alice', '--log', log];
    const slip = person('nine green bottles', 'nine grey bottles');
    const slipped = await within(accountCommand, args, [], { person: slip });
    assert.deepEqual(slip.asked, ['Password for alice: ', 'The same again: ']);
    assert.match(slipped.stderr, /not the same: nothing was changed/);
    const gone = await within(accountCommand, args, [], { person: person() });
    assert.deepEqual([gone.code, gone.stderr], [1, 'chat-server: nothing was changed\n']);
    const both = person('nine green bottles', 'nine green bottles');
    assert.equal((await within(accountCommand, args, [], { person: both })).code, 0);
  });

  it('is misused without a terminal and without a file', async (t) => {
    const { log } = placeOf(t);
    const { code, stderr } = await within(accountCommand, ['add', 'alice', '--log', log]);
    assert.equal(code, 2);
    assert.match(stderr, /^chat-server: there is no terminal .*--password-file FILE\n$/);
  });

  it('asks before it removes', async (t) => {
    const { log } = placeOf(t);
    await add(log, 'alice');
    const args = ['remove', 'ALICE', '--log', log];
    assert.equal((await within(accountCommand, args)).code, 2);
    const no = person('n');
    assert.equal((await within(accountCommand, args, [], { person: no })).code, 1);
    assert.deepEqual(no.asked, ['Delete the account of alice? [y/N] ']);
    const yes = await within(accountCommand, args, [], { person: person('y') });
    assert.deepEqual([yes.code, yes.stderr], [0, 'alice has no account any more\n']);
    const gone = await within(accountCommand, [...args, '--yes']);
    assert.deepEqual(
      [gone.code, gone.stderr],
      [1, 'chat-server: there is no account "ALICE": chat-server account list names them\n'],
    );
  });

  it('names a file that is not there, is no file of accounts, or that another holds, in one line', async (t) => {
    const { log, file } = placeOf(t);
    const list = ['list', '--log', log];
    assert.match(
      (await within(accountCommand, list)).stderr,
      /^chat-server: there is no .*--log\n$/,
    );
    const nowhere = await add(join(log, 'none', 'log.txt'), 'alice');
    assert.match(nowhere.stderr, /^chat-server: there is no folder .*\n$/);
    await add(log, 'alice');
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const held = await within(accountCommand, ['role', 'alice', 'owner', '--log', log]);
    other.close();
    assert.deepEqual([held.code, /in use by another/.test(held.stderr)], [1, true]);
    writeFileSync(file, 'not a database'.repeat(1000));
    assert.match((await within(accountCommand, list)).stderr, /^chat-server: .*is damaged .*\n$/);
  });

  it('ends with 2 where it is misused, as a program', async (t) => {
    const { log } = placeOf(t);
    for (const args of [
      ['role', 'alice', 'king'],
      ['add', 'a', 'b'],
    ]) {
      const { code, stdout } = await chatServer(['account', ...args], {
        env: { PARTYLINE_LOG: log },
      });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    }
    const early = await chatServer(['invite', '--log', log, 'list']);
    assert.match(early.stderr, /after it: chat-server invite list --log/);
  });
});

describe('chat-server invite', () => {
  it('prints the code alone on standard output; the list has no codes', async (t) => {
    const { log } = placeOf(t);
    const args = ['--uses', '3', '--for', '2d', '--log', log];
    const made = await within(inviteCommand, args);
    assert.match(made.stdout, /^[2-9a-z]{4}(-[2-9a-z]{4}){3}\n$/);
    assert.equal(made.stderr, 'good for 3 accounts until 2026-11-22 12:00 UTC\n');
    const listed = await within(inviteCommand, ['list', '--log', log]);
    assert.match(listed.stdout, /^[0-9a-f]{8}\t3\t2026-11-22T12:00:00\.000Z\n$/);
    const [id = ''] = listed.stdout.split('\t');
    const revoked = await within(inviteCommand, ['revoke', id, '--log', log]);
    assert.equal(revoked.stderr, `${id} lets nobody in any more\n`);
    assert.equal((await within(inviteCommand, ['list', '--log', log])).stdout, '');
    assert.equal((await within(inviteCommand, ['revoke', id, '--log', log])).code, 1);
  });
});
