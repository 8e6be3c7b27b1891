// The built files of the page, read once and held: what is answered has no path on the disk.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gzip } from 'node:zlib';
import { answer, type Route } from './route.ts';

/** Much more than the page has: somebody else's folder is not to fill the memory. */
const maxBytes = 64 * 1024 * 1024;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Encodings that the build may have made, the better one first; each by its file's last letters. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

interface BuiltFile {
  readonly type: string;
  /** The same file never changes: its name is made of what is in it. */
  readonly isHashed: boolean;
  readonly plain: Buffer;
  readonly encoded: ReadonlyMap<string, Buffer>;
  readonly tag: string;
}

/** By path from the root, `/assets/page-1a2b3c.js`. */
export type BuiltFiles = ReadonlyMap<string, BuiltFile>;

/** None where the folder is not there. Hidden files and links are left out. */
export async function readBuiltFiles(folder: string): Promise<BuiltFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => part.startsWith('.')));
  const contents = new Map<string, Buffer>();
  let bytes = 0;
  for (const path of paths) {
    const content = await readFile(join(folder, path));
    bytes += content.length;
    if (bytes > maxBytes) throw new Error(`${folder} has more than a page of Partyline has`);
    contents.set(`/${path.split(sep).join('/')}`, content);
  }
  await unpack(contents);
  const isEncoding = (path: string) =>
    encodings.some(([, end]) => path.endsWith(end) && contents.has(path.slice(0, -end.length)));
  return new Map(
    [...contents]
      .filter(([path]) => !isEncoding(path))
      .map(([path, plain]) => [path, builtFile(path, plain, contents)]),
  );
}

/** In a package a file is compressed alone, so that nobody downloads it three times. */
async function unpack(contents: Map<string, Buffer>): Promise<void> {
  const packed = [...contents].filter(
    ([path]) => path.endsWith('.br') && !contents.has(path.slice(0, -3)),
  );
  const unpackOne = async ([path, content]: readonly [string, Buffer]) => {
    const plain = await promisify(brotliDecompress)(content, { maxOutputLength: maxBytes });
    contents.set(path.slice(0, -3), plain);
    // The level at which the whole page takes 10 ms.
    contents.set(`${path.slice(0, -3)}.gz`, await promisify(gzip)(plain, { level: 4 }));
  };
  await Promise.all(packed.map(unpackOne));
}

function builtFile(path: string, plain: Buffer, contents: ReadonlyMap<string, Buffer>): BuiltFile {
  const encoded = encodings
    .map(([name, end]) => [name, contents.get(path + end)] as const)
    .filter((pair): pair is readonly ['br' | 'gzip', Buffer] => pair[1] !== undefined);
  return {
    type: contentTypes[extname(path)] ?? 'application/octet-stream',
    isHashed: path.startsWith('/assets/'),
    plain,
    encoded: new Map(encoded),
    tag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  };
}

export function pageRoute(files: BuiltFiles): Route {
  return {
    path: /^/,
    handle({ url, headers }, _request, response) {
      const { pathname } = url;
      const file = files.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      if (file) send(response, file, headers);
      else if (files.has(`${pathname}/index.html`)) redirect(response, url);
      else if (pathname === '/' && files.size === 0) answer(response, 503, notBuilt);
      else answer(response, 404, 'There is nothing here.');
    },
  };
}

const notBuilt = 'The page is not built: npm run build makes it. Terminals can come in meanwhile.';

function send(response: ServerResponse, file: BuiltFile, headers: IncomingHttpHeaders): void {
  response.setHeader(
    'Cache-Control',
    file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  response.setHeader('ETag', file.tag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (headers['if-none-match']?.split(/\s*,\s*/).includes(file.tag)) {
    response.writeHead(304).end();
    return;
  }
  const encoding = encodings
    .map(([name]) => name)
    .find((name) => accepts(headers, name) && file.encoded.has(name));
  if (encoding) response.setHeader('Content-Encoding', encoding);
  const body = file.encoded.get(encoding ?? '') ?? file.plain;
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function accepts(headers: IncomingHttpHeaders, encoding: string): boolean {
  const offers = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',');
  return offers.some((offer) => {
    const [name = '', ...parameters] = offer.split(';').map((part) => part.trim());
    return name === encoding && !parameters.some((each) => /^q=0(?:\.0*)?$/.test(each));
  });
}

/** The page's addresses are relative, so its own must end with a slash; and so is this one. */
function redirect(response: ServerResponse, url: URL): void {
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  response.setHeader('Location', `${last}/`);
  answer(response, 308, 'It ends with a slash.');
}
