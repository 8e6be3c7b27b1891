// Bundles the terminal client into one file: it starts in half the time that its hundreds of modules take.
import { type Plugin, rolldown } from 'rolldown';

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

/**
 * Yoga has its WebAssembly in the file, and yet asks `fetch` for it: that loads the whole of Node's HTTP
 * client, 40 ms of a start that takes 200.
 */
const withoutFetch: Plugin = {
  name: 'without-fetch',
  transform(code, path) {
    if (!path.includes('yoga-wasm-base64')) return null;
    const asks = '"function"!=typeof fetch';
    if (!code.includes(asks))
      throw new Error(`${path} no longer asks for fetch: see whether it starts as fast`);
    return { code: code.replaceAll(asks, 'true'), map: null };
  },
};

const bundle = await rolldown({
  input: 'src/client/main.tsx',
  platform: 'node',
  plugins: [withoutDevtools, withoutFetch],
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
});
await bundle.write({
  file: 'dist/client/chat-client.js',
  format: 'esm',
  codeSplitting: false,
  sourcemap: true,
});
