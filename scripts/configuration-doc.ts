// The tables of docs/configuration.md, from the options of both programs.
import { readFileSync } from 'node:fs';
import { programFor } from '../src/client/settings.ts';
import { describe, type OptionDescription } from '../src/command-line/describe.ts';
import { serverTree } from '../src/server/read-config.ts';

const path = 'docs/configuration.md';

/** The text is written by hand; what stands between the marks is written here. */
export function renderConfiguration(): string {
  return readFileSync(path, 'utf8').replace(
    /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_all, begin: string, name: string, end: string) => `${begin}${tableOf(name)}${end}`,
  );
}

function tableOf(name: string): string {
  if (name === 'server') return serverTable(describe(serverTree('').server).options);
  const nothing = (): void => {};
  return clientTable(describe(programFor('', nothing, nothing)).options);
}

function serverTable(options: readonly OptionDescription[]): string {
  const rows = options.flatMap((option) => {
    const { elsewhere } = option;
    if (elsewhere === undefined) return [];
    return [[...cells(option), elsewhere.isReloadable ? 'yes' : '']];
  });
  return table(['option', 'key', 'unless told', 'what it does', 'reloaded'], rows);
}

function clientTable(options: readonly OptionDescription[]): string {
  const rows = options.filter(({ elsewhere }) => elsewhere !== undefined).map(cells);
  return table(['option', 'key', 'unless told', 'what it does'], rows);
}

function cells({ flags, elsewhere, default: words, choices, about }: OptionDescription) {
  const { key = '', variables = [] } = elsewhere ?? {};
  const others = variables.slice(1).map((name) => `also the variable ${name}`);
  const isTold = choices.every((choice) => about.includes(choice));
  const more = isTold ? others : [choices.join(', '), ...others];
  const sentence = more.length > 0 ? `${about} (${more.join('; ')})` : about;
  return [`\`${flags}\``, `\`${key}\``, words === undefined ? '' : `\`${words}\``, sentence];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, head.map(() => '---'), ...rows];
  const lines = all.map((row) => `| ${row.map(escaped).join(' | ')} |`);
  return `\n${lines.join('\n')}\n\n`;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replace(/<(?![^`]*`)/g, '\\<');
}
