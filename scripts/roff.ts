// How a manual page is written: text and blocks as requests of man(7), in ASCII alone.

/** As it is read: nothing in it is a request, and every dash, quote and backslash is itself. */
export function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '\\': '\\(rs',
    '-': '\\-',
    "'": '\\(aq',
    '`': '\\(ga',
    '^': '\\(ha',
    '~': '\\(ti',
    '"': '\\(dq',
  };
  const safe = text
    .replace(/[\\\-'`^~"]/g, (sign) => signs[sign] ?? sign)
    .replace(/[^\n\x20-\x7e]/gu, (each) => {
      const code = each.codePointAt(0)?.toString(16).toUpperCase() ?? '';
      return `\\[u${code.padStart(4, '0')}]`;
    });
  return safe.replace(/^\./gm, '\\&.');
}

export function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

/** Lines that people write in a form, as programs read them: `escaped` already, and at most so wide. */
export function filled(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + word.length < 78) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n').replace(/^\./gm, '\\&.');
}

export function section(title: string, ...blocks: readonly string[]): string {
  // The heading begins a paragraph itself.
  const text = blocks.join('\n').replace(/^\.(?:PP|br)\n/, '');
  return [`.SH ${escaped(title.toUpperCase())}`, ...(text === '' ? [] : [text])].join('\n');
}

export function paragraph(text: string): string {
  return `.PP\n${filled(text)}`;
}

/** A term, and below it what it means; both are `escaped` already. */
export function term(name: string, meaning: string): string {
  return `.TP\n${name}\n${filled(meaning)}`;
}

/** Line by line as it stands. */
export function literal(lines: readonly string[]): string {
  return ['.PP', '.RS 4', '.nf', ...lines.map((line) => escaped(line) || '\\&'), '.fi', '.RE'].join(
    '\n',
  );
}

/** The head of a page. A page has the day on which its form was last thought over, not that of a build. */
export function head(name: string, chapter: number, version: string): string {
  const origin = '.\\" Written by "npm run docs": do not edit.';
  return `${origin}\n.TH ${escaped(name.toUpperCase())} ${chapter} 2026-11-22 "Partyline ${version}"\n.ad l\n.nh`;
}
