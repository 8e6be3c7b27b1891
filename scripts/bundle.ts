// Bundles both programs, and what is imported of the package: a few files start in half the time of hundreds.
import { type Plugin, rolldown } from 'rolldown';
import { licenceTexts } from './licences.ts';

/**
 * With DEV=true, which people set for reasons of their own, Ink looks for React's developer tools.
 * In a bundle that fails, and even the import that is never reached would have to be there.
 */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  transform(code, path) {
    if (!path.includes('/ink/build/')) return null;
    // No line moves, so the map stays as it is.
    return { code: code.replaceAll("process.env['DEV'] === 'true'", 'false'), map: null };
  },
};

/** A text in a package's file that costs time at the start, and what does as well without it. */
interface Shortcut {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const shortcuts: readonly Shortcut[] = [
  // Yoga has its WebAssembly in the file, and yet asks `fetch` for it: that loads the whole of Node's HTTP
  // client, 40 ms of a start that takes 200.
  { file: 'yoga-wasm-base64-esm.js', from: '"function"!=typeof fetch', to: 'true' },
  // The data behind it takes 20 ms to load; a first frame holds no emoji.
  {
    file: 'string-width/index.js',
    from: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    to: "let rgi; const rgiEmojiRegex = { test: (text) => (rgi ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text) };",
  },
];

/** No line moves, so the map stays as it is. A new version without the text is looked at anew. */
const withShortcuts: Plugin = {
  name: 'with-shortcuts',
  transform(code, path) {
    const meant = shortcuts.filter(({ file }) => path.endsWith(`/${file}`));
    if (meant.length === 0) return null;
    const missing = meant.find(({ from }) => !code.includes(from));
    if (missing) throw new Error(`${path}: has no ${missing.from}; see whether it starts as fast`);
    const replaced = meant.reduce((text, { from, to }) => text.replaceAll(from, () => to), code);
    return { code: replaced, map: null };
  },
};

/** Six packages make one each before anything is drawn, which loads data for 10 ms: now at its first use. */
const withLazySegmenters: Plugin = {
  name: 'with-lazy-segmenters',
  transform(code, path) {
    const made = /^const (\w+) = new Intl\.Segmenter\((.*)\);$/gm;
    if (!path.includes('node_modules') || !made.test(code)) return null;
    const lazily = (_: string, name: string, options: string) =>
      `let ${name}Made; const ${name} = { segment: (text) => (${name}Made ??= new Intl.Segmenter(${options})).segment(text) };`;
    return { code: code.replace(made, lazily), map: null };
  },
};

/** Functions and classes keep their names, so that a report of a crash can be read. */
const minify = {
  compress: { target: 'es2024', keepNames: { function: true, class: true } },
  mangle: { keepNames: true },
} as const;

const output = {
  // What is there is overwritten, or left over and not asked for.
  cleanDir: true,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'part-[name].js',
  minify,
} as const;

const programs = await rolldown({
  input: {
    'chat-client': 'src/client/main.ts',
    'chat-server': 'src/server/main.ts',
    // A thread of the server's, started by this name.
    'index-thread': 'src/server/derived/index-thread.ts',
  },
  platform: 'node',
  plugins: [withoutDevtools, withShortcuts, withLazySegmenters, licenceTexts],
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
});
await programs.write({ ...output, dir: 'dist/programs', sourcemap: true });

/** What is imported of this package. Their types, which name those of zod, stand beside the modules. */
const entries = await rolldown({
  input: {
    node: 'src/sdk/node/index.ts',
    browser: 'src/sdk/web/index.ts',
    protocol: 'src/protocol/index.ts',
    sdk: 'src/sdk/index.ts',
    tcp: 'src/sdk/node/tcp.ts',
    websocket: 'src/sdk/web/websocket.ts',
  },
  platform: 'neutral',
  external: ['zod', /^node:/],
});
// Not minified: an error that nobody catches shows its line, and there would be one line in the file.
await entries.write({ ...output, dir: 'dist/entries', minify: false });
