// A page of Markdown as one of the manual: as much of Markdown as docs/protocol.md has.
import { bold, escaped, filled, literal, paragraph, section, term } from './roff.ts';

/** From the first heading of the second level on; what stands before it is the caller's to say. */
export function manualOf(markdown: string): string {
  const body = markdown.slice(markdown.indexOf('\n## ')).replace(/<!--.*?-->\n?/g, '');
  const blocks: string[] = [];
  const lines = body.split('\n');
  for (let at = 0; at < lines.length; ) {
    const { block, next } = blockAt(lines, at);
    if (block !== '') blocks.push(block);
    at = next;
  }
  // A heading begins a paragraph itself.
  return blocks.join('\n').replace(/^(\.SH .*\n)\.PP\n/gm, '$1');
}

interface Read {
  readonly block: string;
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: '', next: at + 1 };
  if (/^#+ /.test(line)) return { block: section(line.replace(/^#+ /, '')), next: at + 1 };
  if (/^ *```/.test(line)) return codeAt(lines, at);
  if (line.startsWith('|')) return tableAt(lines, at);
  return textAt(lines, at);
}

function codeAt(lines: readonly string[], at: number): Read {
  const isIndented = lines[at]?.startsWith(' ') === true;
  const end = lines.findIndex((line, place) => place > at && /^ *```/.test(line));
  const code = lines.slice(at + 1, end).map((line) => (isIndented ? line.trimStart() : line));
  return { block: literal(code), next: end + 1 };
}

/** A term for each row: what its first cell names, then the others. */
function tableAt(lines: readonly string[], at: number): Read {
  const after = lines.findIndex((line, place) => place > at && !line.startsWith('|'));
  const rows = lines.slice(at + 2, after).map((line) => line.slice(2, -2).split(/ ?\| /));
  const [heading = ''] = lines.slice(at, at + 1);
  const names = heading.slice(2, -2).split(' | ');
  const block = rows.map(([first = '', ...others]) => {
    const told = others.flatMap((cell, index) => {
      const text = cell.trim();
      return text === '' || text === '\u2013' ? [] : [`${names[index + 1]}: ${text}`];
    });
    return term(bold(first.replaceAll('`', '')), inline(told.join('. ')));
  });
  return { block: block.join('\n'), next: after };
}

function textAt(lines: readonly string[], at: number): Read {
  const ends = (line: string) => line.trim() === '' || /^(?:\d+\. |- |#+ | *```|\|)/.test(line);
  const end = lines.findIndex((line, place) => place > at && ends(line));
  const next = end === -1 ? lines.length : end;
  const text = lines.slice(at, next).join(' ');
  const [, mark, rest = ''] = /^(\d+\.|-) +(.*)$/s.exec(text) ?? [];
  if (mark === undefined) return { block: paragraph(inline(text)), next };
  return { block: `.IP ${mark === '-' ? '\\(bu' : mark} 4\n${filled(inline(rest))}`, next };
}

/** Code and strong words in bold, links by their words. */
function inline(text: string): string {
  const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .map((part) =>
      /^(?:`|\*\*)/.test(part) ? bold(part.replace(/^[`*]+|[`*]+$/g, '')) : escaped(part),
    )
    .join('');
}
