// /set and the file: what changes in it, and what holds when it can't change.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Config } from '../../src/client/config.ts';
import { ConfigFile } from '../../src/client/config-file.ts';
import { createOwnActions } from '../../src/client/own-actions.ts';

/** Somebody types commands; the file begins with this text. */
function sit(context: TestContext, text?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'config', 'partyline.toml');
  const file = text === undefined ? undefined : join(folder, 'partyline.toml');
  if (file !== undefined) writeFileSync(file, text ?? '');
  const said: string[] = [];
  const configs: Config[] = [];
  const config = new ConfigFile(file ?? path, (changed) => configs.push(changed));
  const client = {
    getState: () => ({ current: 'general' }),
    notice: (words: string) => said.push(words),
  } as unknown as Parameters<typeof createOwnActions>[0];
  return {
    actions: createOwnActions(
      client,
      config,
      (text) => said.push(text),
      () => false,
    ),
    config,
    said,
    changed: () => configs.at(-1),
    path: file ?? path,
    text: () => readFileSync(file ?? path, 'utf8'),
  };
}

test('/set NAME VALUE holds at once, is kept, and /set NAME default takes it back', (context) => {
  const { actions, changed, text, said } = sit(context);
  actions.set('theme Light');
  assert.equal(changed()?.preferences.theme, 'light');
  assert.equal(text(), '[client]\ntheme = "light"\n');
  actions.set('times h:mm a');
  actions.set('theme default');
  assert.equal(changed()?.preferences.theme, 'auto');
  assert.equal(text(), '[client]\ntimes = "h:mm a"\n');
  assert.deepEqual(said, ['theme = light.', 'times = h:mm a.', 'theme = auto.']);
});

test('/set alone lists all with what differs, /set NAME explains one', (context) => {
  const { actions, said } = sit(context, '[client]\nbell = false\n');
  actions.set('');
  assert.match(said[0] ?? '', /^theme +auto$/m);
  assert.match(said[0] ?? '', /^bell +off \(default: on\)$/m);
  actions.set('bell');
  assert.match(said[1] ?? '', /^bell = off: rings when .* Default: on\.$/);
});

test('a value or a name that is none is told with the nearest, and changes nothing', (context) => {
  const { actions, said, text } = sit(context, '');
  actions.set('theme drak');
  actions.set('tehme dark');
  actions.set('keys.ctrl-n room-nxet');
  actions.set('keys.hyper-n room-next');
  assert.match(said.join('\n'), /dark\?\n.*theme\?\n.*room-next\?\nThere is no key hyper-n/);
  assert.equal(text(), '');
});

test('keys are bound, unbound, explained, and go back to what they were', (context) => {
  const { actions, config, said, text } = sit(context, '[client.keys]\nC-N = "help" # mine\n');
  const does = (key: string) => config.config.keymap.bindingOf(key);
  assert.deepEqual(does('ctrl-n'), { act: 'help' });
  actions.set('keys.ctrl-n room-previous');
  assert.deepEqual(does('ctrl-n'), { act: 'room-previous' });
  assert.equal(text(), '[client.keys]\nC-N = "room-previous" # mine\n');
  actions.set('keys.Ctrl-N none');
  assert.equal(does('ctrl-n'), undefined);
  actions.set('keys.ctrl-n default');
  assert.deepEqual(does('ctrl-n'), { act: 'room-next' });
  actions.set('keys.ctrl-x ctrl-r reverse-search');
  assert.equal(text(), '[client.keys]\n"ctrl-x ctrl-r" = "reverse-search"\n');
  actions.set('keys.ctrl-n');
  assert.match(said.at(-1) ?? '', /^Ctrl-N: room-next \(the next room\); list-next /);
  actions.showKeys('reverse');
  assert.match(said.at(-1) ?? '', /^reverse-search +Ctrl-X Ctrl-R, Ctrl-R: searches/);
});

test('/mute mutes the room on the screen or another, the same again ends it', (context) => {
  const { actions, changed, text, said } = sit(context);
  actions.toggleMute('');
  actions.toggleMute('#Ops');
  assert.deepEqual(changed()?.preferences.mute, ['general', 'ops']);
  assert.equal(text(), '[client]\nmute = ["general", "ops"]\n');
  actions.toggleMute('general');
  actions.toggleMute('ops');
  assert.equal(text(), '[client]\n');
  actions.toggleMute('a b');
  assert.match(
    said.join('\n'),
    /^#general is muted\.\n#ops is muted\.\n.*no longer.*\n.*\nA room name/,
  );
});

test('what was written into the file meanwhile is not lost, and holds from then on', (context) => {
  const { actions, changed, path, text } = sit(context, '');
  writeFileSync(path, '# by hand\n[client]\nemoji = false\n');
  actions.set('theme dark');
  assert.equal(text(), '# by hand\n[client]\nemoji = false\ntheme = "dark"\n');
  assert.equal(changed()?.preferences.emoji, false);
});

const unwritable: readonly (readonly [string, RegExp])[] = [
  ['[client]\ntheme = dark\n', /as it was: Line 2 is no TOML: [^.]*\.$/],
  ['client = { theme = "dark" }\n', /by hand/],
  ['client.theme = "dark"\n', /by hand/],
  ['[client]\ntheme = "dark"\n[[client.keys]]\n', /by hand/],
];
for (const [written, problem] of unwritable) {
  test(`${JSON.stringify(written)} stays as it is, and what was set holds until one leaves`, (context) => {
    const { actions, changed, said, text } = sit(context, written);
    actions.set('theme light');
    if (text() !== written) assert.equal(text(), written.replace('dark', 'light'));
    else assert.match(said.join('\n'), problem);
    assert.equal(changed()?.preferences.theme, 'light');
    actions.set('keys.ctrl-n help');
    assert.deepEqual(changed()?.keymap.bindingOf('ctrl-n'), { act: 'help' });
  });
}

test('a folder in its place is told at the start, and again when something is to be kept', (context) => {
  const { path } = sit(context, '');
  const config = new ConfigFile(join(path, '..'));
  assert.match(config.config.problems.join(), /^It can’t be read: it is /);
  assert.match(config.setPreference('bell', false) ?? '', /it is /);
  assert.equal(config.config.preferences.bell, false);
});
