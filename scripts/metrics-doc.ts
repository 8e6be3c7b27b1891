// The table of docs/metrics.md, from the figures that the server gives.
import { readFileSync } from 'node:fs';
import { Durations } from '../src/server/core/durations.ts';
import { type Figure, figures } from '../src/server/web/figures.ts';

const path = 'docs/metrics.md';

/** The text is written by hand; what stands between the marks is written here. */
export function renderMetrics(): string {
  return readFileSync(path, 'utf8').replace(
    /(<!-- table: figures -->\n)[\s\S]*?(<!-- end -->)/,
    (_all, begin: string, end: string) => `${begin}${table()}${end}`,
  );
}

function table(): string {
  const { bounds } = new Durations();
  const rows = figures.map(rowOf).join('\n');
  return `
| figure | kind | labels | means |
| --- | --- | --- | --- |
${rows}

The bounds of both histograms, in seconds: ${bounds.join(', ')}.

`;
}

function rowOf({ name, type, labels = [], about }: Figure): string {
  const named = labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${named} | ${about} |`;
}
