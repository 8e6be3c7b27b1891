// Renders docs/files.md: every source file and its caption, the comment on its first line.
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const sources = [
  'src/**/*.{ts,tsx}',
  'bin/*.js',
  'scripts/*.{ts,mjs}',
  'bench/**/*.ts',
  'test/support/*.ts',
  'test/chaos/*.ts',
];

export function renderFiles(): string {
  const paths = globSync(sources).map((path) => path.replaceAll('\\', '/'));
  const folders = Map.groupBy(paths.sort(), (path) => dirname(path));
  const parts = [...folders].sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1));
  const sections = parts.map(([folder, files]) => `## ${folder}\n\n${files.map(row).join('\n')}\n`);
  return `# Files\n\nWritten by \`npm run docs\` from the first line of each file.\n\n${sections.join('\n')}`;
}

/** What a source file knows, in one sentence; empty if it doesn't say. */
export function captionOf(path: string): string {
  const [first = '', second = ''] = readFileSync(path, 'utf8').split('\n', 2);
  const line = first.startsWith('#!') ? second : first;
  return line.startsWith('// ') ? line.slice('// '.length).trim() : '';
}

function row(path: string): string {
  return `- [${path.slice(dirname(path).length + 1)}](../${path}): ${captionOf(path)}`;
}

function order(folder: string): number {
  const top = folder.split('/', 1)[0] ?? '';
  return ['src', 'bin', 'scripts', 'bench', 'test'].indexOf(top);
}
