// The reference in docs/sdk.md, from the doc comments of what the package's entry exports.
//
// Read from the sources by a small parser: they are formatted alike, and the compiler of TypeScript 7 has no
// programming interface that is stable yet.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chatErrors } from '../src/sdk/chat/chat-error.ts';

const path = 'docs/sdk.md';
const entry = 'src/sdk/node/index.ts';

/** In this order; what an entry exports besides stands after them by its name. */
const first = ['connect', 'ConnectOptions', 'ServerOptions', 'ChatOptions', 'Chat'];

export interface Described {
  readonly name: string;
  readonly kind: string;
  readonly about: string;
  /** The declaration, without what it does inside. */
  readonly text: string;
  readonly members: readonly Member[];
}

interface Member {
  readonly text: string;
  readonly about: string;
}

export function renderSdk(): string {
  const described = exportsOf(entry).map(describe).sort(byOrder);
  return readFileSync(path, 'utf8')
    .replace(between('errors'), (_, begin, end) => `${begin}${errorTable()}${end}`)
    .replace(between('reference'), (_, begin, end) => {
      return `${begin}\n${described.map(section).join('\n')}\n${end}`;
    });
}

function between(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
}

function byOrder(one: Described, other: Described): number {
  const place = ({ name }: Described) =>
    first.includes(name) ? first.indexOf(name) : first.length;
  return place(one) - place(other) || (one.name < other.name ? -1 : 1);
}

interface Exported {
  readonly name: string;
  readonly file: string;
}

/** All names that an entry hands on, and where each is declared. */
export function exportsOf(file: string): readonly Exported[] {
  const statements = readFileSync(file, 'utf8').matchAll(
    /^export (?:type )?(\*|\{[^}]*\}) from '([^']+)';/gm,
  );
  return [...statements].flatMap(([, what = '', from = '']) => {
    const source = join(dirname(file), from);
    if (what === '*') return exportsOf(source);
    const names = [...what.matchAll(/(\w+)\s*[,}]/g)].map(([, name = '']) => name);
    return names.map((name) => ({ name, file: source }));
  });
}

/** @throws where it, or a member of it, has no doc comment */
export function describe({ name, file }: Exported): Described {
  const source = readFileSync(file, 'utf8');
  const declared = new RegExp(
    `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(interface|type|class|function) ${name}\\b`,
  ).exec(source);
  if (!declared) throw new Error(`${file}: "${name}" has no doc comment`);
  const [, comment = '', kind = ''] = declared;
  const begin = declared.index + declared[0].length;
  const text = source.slice(begin, endOf(source, begin, kind));
  const isOpen = kind === 'interface' || kind === 'class';
  const members = isOpen ? membersOf(text, `${file}: ${name}`) : [];
  return { name, kind, about: proseOf(comment), text: headOf(text, kind), members };
}

function endOf(source: string, begin: number, kind: string): number {
  const line = source.indexOf('\n', begin);
  if (source.slice(begin, line).endsWith('{}')) return line - 1;
  const end = kind === 'type' ? ';\n' : kind === 'function' ? ' {\n' : '\n}';
  return source.indexOf(end, begin);
}

function headOf(text: string, kind: string): string {
  const head = kind === 'interface' || kind === 'class' ? text.slice(0, text.indexOf('{')) : text;
  return oneLine(head);
}

/** What is public of a class or an interface; a constructor is nobody's business. */
function membersOf(text: string, where: string): readonly Member[] {
  const body = text.slice(text.indexOf('{') + 1);
  const found = body.matchAll(
    /(?:^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}([a-z][^\n]*(?:\n {3,}[^\n]*|\n {2}\)[^\n]*)*)/gm,
  );
  return [...found].flatMap(([, comment, declaration = '']) => {
    if (/^(?:constructor|override|readonly #)\b/.test(declaration)) return [];
    if (comment === undefined) throw new Error(`${where}: no doc comment: ${declaration}`);
    return [{ text: memberText(declaration), about: proseOf(comment) }];
  });
}

function memberText(declaration: string): string {
  const signature = declaration.replace(/^get (\w+)\(\)/, '$1').replace(/ \{$[\s\S]*/m, '');
  return oneLine(signature)
    .replace(/^readonly /, '')
    .replace(/ \| undefined/g, '')
    .replace(/;$/, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/,? \)/g, ')').trim();
}

/** A comment without its stars; its tags as sentences. */
function proseOf(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, '')
    .trim()
    .replace(
      /\s*@throws (?:\(rejects[^)]*\) )?([^@]*)/g,
      (_, codes) => `\nFails with ${sentence(codes)}`,
    )
    .replace(/\s*@returns ([^@]*)/g, (_, what) => `\nGives ${sentence(what)}`);
}

function sentence(text: string): string {
  return `${text.trim().replace(/\.$/, '')}.\n`;
}

function section({ name, kind, about, text, members }: Described): string {
  const title =
    kind === 'function' ? `\`${name}${text.replace(/<.*?>(?=\()/, '')}\`` : `\`${name}\``;
  const shape = kind === 'type' ? `\n\`\`\`ts\ntype ${name} ${text}\n\`\`\`\n` : '';
  const base = /^(?:<.*>)? ?extends (.*)$/.exec(text)?.[1];
  const also = base === undefined ? '' : `\nAlso all of \`${base}\`.\n`;
  const list = members.map((member) => `- \`${member.text}\`\n  ${indented(member.about)}\n`);
  const rows = list.length === 0 ? '' : `\n${list.join('')}`;
  return `### ${title}\n\n${about}\n${also}${shape}${rows}`;
}

function indented(text: string): string {
  return text.replace(/\n/g, '\n  ');
}

function errorTable(): string {
  const rows = chatErrors.map(({ code, about, isRetryable }) => {
    return `| \`${code}\` | ${about} | ${isRetryable ? 'yes' : ''} |`;
  });
  return `\n| code | when | try again |\n| --- | --- | --- |\n${rows.join('\n')}\n\n`;
}
