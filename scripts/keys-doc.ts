// Renders docs/keys.md: the keys and the preferences of chat-client and of the page, from the tables they work with.

import { preferenceNames, preferenceOf } from '../src/client/preferences.ts';
import { shownKey } from '../src/ui/key-names.ts';
import { type KeyAction, type KeyContext, keyActions } from '../src/ui/key-table.ts';
import type { Preference } from '../src/ui/preference-kinds.ts';
import { browserKeys, pageKeys } from '../src/web/keys/browser-keys.ts';
import { preferenceTable as pagePreferences } from '../src/web/preferences.ts';

const contexts: readonly (readonly [KeyContext, string])[] = [
  ['any', 'Everywhere'],
  ['line', 'In the input line'],
  ['message', 'On a selected message'],
  ['list', 'In a list or a menu'],
];

export function renderKeys(): string {
  return `# Keys and preferences of chat-client

Written by \`npm run docs\` from the tables in \`src/client\`, \`src/ui\` and \`src/web\`. In the client \`/keys\` and \`/set\` show the same,
as they are there.

## The file

\`~/.config/partyline/partyline.toml\` (\`$XDG_CONFIG_HOME\` and, on Windows, \`%APPDATA%\` are followed;
\`PARTYLINE_CONFIG\` names another file). There need not be one. \`/set\` changes a line of it and leaves the
rest alone; what is written by hand holds from the next start. A value that a preference can't have is told in
the room, and is as if it was not there; a key that there is not ends the start with its line. Options stand in
the same table: [configuration.md](configuration.md).

\`\`\`toml
[client]
theme = "light"
times = "HH:mm:ss"
mute = ["random"]
notify_command = ["notify-send", "-a", "partyline"]

[client.keys]
ctrl-o = "switcher"
"ctrl-x ctrl-r" = "reverse-search"  # one key, then the other
"alt-<" = "room-previous"           # quotes where a name has more than letters, digits and -
ctrl-t = "none"                     # does nothing
\`\`\`

What was sent in each room, and what is being written there, is kept in
\`~/.local/state/partyline/\` (\`$XDG_STATE_HOME\`, \`%LOCALAPPDATA%\`; \`PARTYLINE_STATE\` names another folder), a
folder for each server and name that was asked for, to be read by its owner alone.

## Preferences

\`/set\` lists them, \`/set NAME\` explains one, \`/set NAME VALUE\` changes it, \`/set NAME default\` takes it back.

| name | unless told | can be | what it does |
| --- | --- | --- | --- |
${preferenceNames.map(preferenceRow).join('\n')}

## Keys

\`/set keys.ctrl-o switcher\` binds a key, \`/set keys.ctrl-o none\` takes its meaning away, \`/set keys.ctrl-o default\`
gives the usual one back. Keys are called \`ctrl-\`, \`alt-\`, \`shift-\` and a letter or a name: \`enter\`, \`tab\`,
\`escape\`, \`backspace\`, \`insert\`, \`delete\`, \`up\`, \`down\`, \`left\`, \`right\`, \`home\`, \`end\`, \`page-up\`, \`page-down\`,
\`f1\` to \`f12\`. A binding for everywhere holds in the input line too; lists and messages keep theirs. A terminal
sends the same for Ctrl-I and Tab, for Ctrl-M, Ctrl-J and Enter, for Ctrl-[ and Esc: bind the latter.

${contexts.map(([context, title]) => section(context, title)).join('\n')}
${onThePage()}`;
}

/** What the page has otherwise. */
function onThePage(): string {
  const moved = Object.entries(pageKeys).map(([key, action]) => {
    const usual = keyActions.find(({ name }) => name === action)?.keys.map(shownKey) ?? [];
    return row([shownKey(key), usual.join(', '), code(action)]);
  });
  const left = Object.entries(browserKeys).map(([key, does]) => row([shownKey(key), does]));
  const preferences = Object.entries<Preference<unknown>>(pagePreferences).map(
    ([name, { fallback, show, canBe, help }]) => row([code(name), show(fallback), canBe, help]),
  );
  return `## On the page

The same keys do the same on the page in the browser, but for what a browser needs for itself.
\`/set keys.ctrl-r reverse-search\` takes a key from it all the same, where the browser lets go of it. On a
Mac, Option types characters: there Ctrl-Option is what Alt is elsewhere.

| key | in the terminal | action |
| --- | --- | --- |
${moved.join('\n')}

These stay the browser's:

| key | what it does |
| --- | --- |
${left.join('\n')}

And these are the preferences there. The browser keeps them, for all tabs of the page.

| name | unless told | can be | what it does |
| --- | --- | --- | --- |
${preferences.join('\n')}
`;
}

function preferenceRow(name: (typeof preferenceNames)[number]): string {
  const { fallback, show, canBe, help } = preferenceOf(name);
  return row([code(name), show(fallback), canBe, help]);
}

function section(context: KeyContext, title: string): string {
  const rows = keyActions.flatMap((action) => keyRow(action, context));
  return `### ${title}\n\n| keys | action | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function keyRow(action: KeyAction, context: KeyContext): string[] {
  const own = action.context === context ? action.keys : [];
  const keys = context === 'message' ? [...own, ...action.onMessage] : own;
  if (keys.length === 0) return [];
  return [row([keys.map(shownKey).join(', '), code(action.name), action.help])];
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`;
}
