// Whose work is in the bundles: the licence of each package that stands in them, in one file beside them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const fileName = 'LICENCES.txt';

/** Their licences ask for it: who hands on the code hands on the notice. */
export const licenceTexts: Plugin = {
  name: 'licence-texts',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((each) =>
      each.type === 'chunk' ? each.moduleIds : [],
    );
    const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
    this.emitFile({ type: 'asset', fileName, source: noticeOf([...folders].sort()) });
  },
};

/** The folder below the last node_modules, as a package can have packages of its own. */
function packageFolder(path: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** Packages with the very same text share it. */
function noticeOf(folders: readonly string[]): string {
  const byText = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = manifestOf(folder);
    const text = licenceIn(folder) ?? `Licence: ${license}`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const notices = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return `The programs hold the work of these packages.\n\n${notices.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

function manifestOf(folder: string): Readonly<Record<'name' | 'version' | 'license', string>> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function licenceIn(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').trim();
}
