// Names where the accounts that might have them can't be asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../src/protocol/index.ts';
import { Hub } from '../../../src/server/core/hub.ts';
import { Names } from '../../../src/server/core/names.ts';
import { AccountStore } from '../../support/account-store.ts';

/** Over a file that can't be read any more. */
function namesInTrouble(): Names {
  const { accounts } = new AccountStore();
  accounts.close();
  return new Names(new Hub(Buffer.from), accounts, 100, 1000);
}

test('nobody gets a name while it can not be looked up whose it is', () => {
  const outcome = namesInTrouble().check('alice', 'guest', 0);
  assert.equal(isRefusal(outcome) && outcome.code, 'storage-unavailable');
});

test('an invented name is found all the same, so long that nobody else has it', () => {
  assert.match(
    namesInTrouble().invent(() => 0.123456789, 0),
    /^[a-z]+-[a-z]+-\d{12}$/,
  );
});
