// One line of a person's file changed, everything else as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { tomlKey, withTomlValue } from '../../src/command-line/toml-lines.ts';
import { fc } from '../support/generated.ts';

const change = (text: string, key: string, value: string | undefined, table = ['client']) =>
  withTomlValue(text, { table, key, isKey: (name) => name === key, value });

const written = `# mine
title = "not the client's"

[client] # what I like
theme = "dark"   # at night
  mute = [
    "ops", # [client]
    "a]b",
  ]
text = """
theme = "no"
[client.keys]
"""

[client.keys]
"ctrl-x ctrl-e" = 'none'

[other]
theme = 1
`;

test('a value is changed where it stands: comments, blanks and order stay', () => {
  assert.equal(change(written, 'theme', '"light"'), written.replace('"dark"', '"light"'));
});

test('a value of several lines is one value', () => {
  const lists = /\[\n {4}"ops"[\s\S]*?\n {2}\]/;
  assert.equal(change(written, 'mute', '["dev"]'), written.replace(lists, '["dev"]'));
});

test('what is new comes behind the last line of its table', () => {
  const changed = change(written, 'bell', '"off"');
  assert.equal(changed, written.replace('"""\n\n', '"""\nbell = "off"\n\n'));
  const bound = change(written, 'alt-<', '"help"', ['client', 'keys']);
  assert.equal(bound, written.replace("'none'\n", `'none'\n"alt-<" = "help"\n`));
});

test('what is taken out goes with its line', () => {
  assert.equal(change(written, 'theme', undefined), written.replace(/theme = "dark".*\n/, ''));
  assert.equal(change(written, 'bell', undefined), written);
});

test('a key in quotes is the same key', () => {
  const changed = change(written, 'ctrl-x ctrl-e', '"help"', ['client', 'keys']);
  assert.equal(changed, written.replace("'none'", '"help"'));
});

test('a file without the table gets it, an empty one too, and a last line without an end gets one', () => {
  assert.equal(change('', 'theme', '"dark"'), '[client]\ntheme = "dark"\n');
  assert.equal(change('a = 1', 'theme', '"dark"'), 'a = 1\n\n[client]\ntheme = "dark"\n');
  assert.equal(change('[client]\na = 1', 'theme', '"x"'), '[client]\na = 1\ntheme = "x"\n');
});

test('the ends of lines stay as the file has them', () => {
  const text = '[client]\r\nbell = true\r\n';
  assert.equal(change(text, 'theme', '"x"'), `${text}theme = "x"\r\n`);
  assert.equal(change(text, 'bell', 'false'), text.replace('true', 'false'));
});

test('whatever stands in the table, a change changes one value and a removal takes one out', () => {
  const scalar = fc.oneof(
    fc.integer().map(String),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('"#"', "'[x]'", '"""\n[client]\n"""', "'''a\n'''", '{ a = "}" }', '2020-01-01'),
  );
  const list = fc.array(scalar, { maxLength: 3 }).map((items) => `[\n${items.join(', # ]\n')}\n]`);
  const name = fc.string({ minLength: 1, maxLength: 6 }).map(tomlKey);
  const entry = fc.tuple(name, fc.oneof(scalar, list), fc.constantFrom('', ' # theme = 1', '\t'));
  const table = fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 6 });
  const property = fc.property(table, table, (before, after) => {
    const lines = (entries: typeof before) => entries.map(([k, v, end]) => `${k} = ${v}${end}\n`);
    const text = `[a]\n${lines(before).join('')}\n[client]\n${lines(after).join('')}`;
    const document = read(text);
    if (document === undefined) return;
    const changed = change(text, 'theme', '"dark"');
    const { client, ...others } = document;
    assert.deepEqual(read(changed), { ...others, client: { ...client, theme: 'dark' } });
    const { theme: _, ...rest } = client ?? {};
    assert.deepEqual(read(change(changed, 'theme', undefined)), { ...others, client: rest });
  });
  fc.assert(property, { numRuns: 300 });
});

/** Undefined: what was generated is no TOML (a lone DEL, say). */
function read(text: string): Record<string, Record<string, unknown>> | undefined {
  try {
    return JSON.parse(
      JSON.stringify(parse(text), (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    );
  } catch {
    return undefined;
  }
}
