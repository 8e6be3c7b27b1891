// Makes the page: src/web to files in dist/page, each also compressed, so that the server need not.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { licenceTexts } from './licences.ts';

const target = 'dist/page';

await build({
  configFile: false,
  root: 'src/web',
  // Relative: the page works under any path that a proxy puts before it.
  base: './',
  plugins: [licenceTexts],
  logLevel: 'warn',
  build: {
    outDir: join('../..', target),
    emptyOutDir: true,
    target: 'es2023',
    // Data addresses would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      onLog(level, log, say) {
        // What "use client" means to other frameworks is nothing to us.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') say(level, log);
      },
      input: ['src/web/index.html', 'src/web/log/index.html'],
    },
  },
});

for (const file of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(?:html|js|css|svg)$/.test(file)) continue;
  const path = join(target, file);
  const bytes = readFileSync(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
