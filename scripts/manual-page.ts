// The manual page of a program, made from its tree of commands.
import {
  type CommandDescription,
  flattened,
  type OptionDescription,
} from '../src/command-line/describe.ts';
import { bold, escaped, filled, head, literal, paragraph, section, term } from './roff.ts';

export interface ManualPage {
  readonly tree: CommandDescription;
  readonly version: string;
  /** What the program is, in half a sentence. */
  readonly isWhat: string;
  /** Its files, each with what it is for. */
  readonly files: readonly (readonly [string, string])[];
  readonly seeAlso: readonly string[];
}

export function renderManualPage(page: ManualPage): string {
  const { tree, version, isWhat, files, seeAlso } = page;
  const commands = flattened(tree).slice(1).filter(doesSomething);
  const { prose, examples } = splitAfter(tree.after);
  const pages = seeAlso.map((each) => each.replace(/^(.*)\((\d)\)$/, '\\fB$1\\fR($2)'));
  return `${[
    head(tree.name, 1, version),
    section('Name', `${escaped(tree.name)} \\- ${escaped(isWhat)}`),
    section('Synopsis', ...[tree, ...commands].map(synopsis)),
    section('Description', paragraph(escaped(tree.about)), ...prose),
    section('Options', ...tree.options.map(optionBlock), term(bold('-h, --help'), 'print help')),
    section('Commands', ...flattened(tree).slice(1).map(commandBlock)),
    section('Environment', ...environment(tree)),
    section('Files', ...files.map(([path, about]) => term(bold(path), escaped(about)))),
    ...(examples.length > 0 ? [section('Examples', literal(examples))] : []),
    section('See also', filled(pages.join(', ').replaceAll('-', '\\-'))),
  ].join('\n')}\n`;
}

/** Not those that only have others below them; `--config` is an option of all. */
function doesSomething({ commands, options }: CommandDescription): boolean {
  return commands.length === 0 || options.some(({ long }) => long !== '--config');
}

function synopsis({ path, options, commands, arguments: operands }: CommandDescription): string {
  const words = operands.map(({ name, isRequired, isRepeatable }) => {
    const shown = `\\fI${escaped(name)}\\fR${isRepeatable ? ' ...' : ''}`;
    return isRequired ? shown : `[${shown}]`;
  });
  const some = options.length > 0 || commands.length > 0 ? ['[\\fIoption\\fR ...]'] : [];
  return `.br\n${[bold(path), ...some, ...words].join(' ')}`;
}

function optionBlock(option: OptionDescription): string {
  const { flags, about, choices, elsewhere } = option;
  const value = option.default === undefined ? [] : [`default: ${option.default}`];
  const known = choices.length > 0 ? [`one of ${choices.join(', ')}`] : [];
  const variables = elsewhere ? [`environment: ${elsewhere.variables.join(', ')}`] : [];
  const more = [...known, ...value, ...variables].join('; ');
  return term(flagsShown(flags), escaped(`${about}${more === '' ? '' : ` (${more})`}`));
}

/** `-r, --room <name>`, with the value in italics. */
function flagsShown(flags: string): string {
  return flags
    .split(/(<.*?>|\[.*?\]|, | )/)
    .map((part) => {
      if (part === ', ' || part === ' ') return part;
      return /^[<[]/.test(part) ? `\\fI${escaped(part.slice(1, -1))}\\fR` : bold(part);
    })
    .join('')
    .replaceAll('\\fB\\fR', '');
}

function commandBlock(command: CommandDescription): string {
  const { path, about, options, arguments: operands, after } = command;
  const { prose, examples } = splitAfter(after);
  const named = operands.filter((each) => each.about !== '');
  return [
    `.SS ${escaped(path)}`,
    filled(escaped(about)),
    ...named.map((each) => term(`\\fI${escaped(each.name)}\\fR`, escaped(each.about))),
    ...options.map(optionBlock),
    ...prose,
    ...(examples.length > 0 ? [literal(examples)] : []),
  ].join('\n');
}

/** What stands after the options in a help: sentences, and examples, whose lines are indented. */
function splitAfter(after: string): { prose: readonly string[]; examples: readonly string[] } {
  const lines = after.split('\n');
  const examples = lines.filter((line) => line.startsWith('  ')).map((line) => line.slice(2));
  const rest = lines.filter((line) => !line.startsWith('  ') && !/^Examples?\b.*:$/.test(line));
  const paragraphs = rest.join('\n').split(/\n{2,}/);
  const prose = paragraphs
    .filter((each) => each.trim() !== '')
    .map((each) => paragraph(escaped(each)));
  return { prose, examples };
}

/** Each variable once, with the option that it stands for. */
function environment(tree: CommandDescription): readonly string[] {
  const stands = new Map<string, string>();
  for (const { options } of flattened(tree)) {
    for (const { long, elsewhere } of options) {
      for (const variable of elsewhere?.variables ?? [])
        if (!stands.has(variable)) stands.set(variable, long);
    }
  }
  const terms = [...stands].map(([variable, long]) => term(bold(variable), `As ${bold(long)}.`));
  return terms.length > 0 ? terms : [paragraph('See the options.')];
}
