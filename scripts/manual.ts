// The pages of the manual: both programs, and what travels and is kept between them.
import { readFileSync } from 'node:fs';
import { programFor } from '../src/client/settings.ts';
import { describe } from '../src/command-line/describe.ts';
import { serverTree } from '../src/server/read-config.ts';
import { manualOf } from './manual-markdown.ts';
import { renderManualPage } from './manual-page.ts';
import { escaped, head, paragraph, section } from './roff.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export function renderServerPage(): string {
  return renderManualPage({
    tree: describe(serverTree(version).server),
    version,
    isWhat: 'chat for terminals, kept in one file that you can tail',
    files: [
      ['chat_messages.txt', 'The log: every message, a line each. It is the database.'],
      ['chat_messages.txt.accounts.db', 'Accounts and what they own; back it up with the log.'],
      ['chat_messages.txt.hooks.db', 'Tokens and webhooks; back it up with the log.'],
      ['chat_messages.txt.index.db', 'The index, which follows from the log and is made again.'],
      ['./partyline.toml', 'Settings of this folder, under [server].'],
      ['~/.config/partyline/partyline.toml', 'Settings of a person.'],
      ['/etc/partyline/partyline.toml', 'Settings of the machine.'],
    ],
    seeAlso: ['chat-client(1)', 'partyline(7)'],
  });
}

export function renderClientPage(): string {
  const tree = programFor(
    version,
    () => {},
    () => {},
  );
  return renderManualPage({
    tree: describe(tree),
    version,
    isWhat: 'chat in a terminal',
    files: [
      ['~/.config/partyline/partyline.toml', 'Preferences and keys.'],
      ['~/.local/state/partyline', 'What outlives the program: drafts, sessions, known servers.'],
      ['~/.local/share/partyline', 'The log of this machine’s own server.'],
    ],
    seeAlso: ['chat-server(1)', 'partyline(7)'],
  });
}

/** All of docs/protocol.md, so that there is one text. */
export function renderProtocolPage(): string {
  return `${[
    head('partyline', 7, version),
    section('Name', 'partyline \\- the protocol and the log of Partyline'),
    section(
      'Description',
      paragraph(
        escaped(
          'What travels between chat-client(1), or any other client, and chat-server(1), and what ' +
            'stands in the log. Rules are numbered once and for all: §5.3 is the third of section 5.',
        ),
      ),
    ),
    manualOf(readFileSync('docs/protocol.md', 'utf8')),
    section('See also', '\\fBchat\\-client\\fR(1), \\fBchat\\-server\\fR(1)'),
  ].join('\n')}\n`;
}
