// A picture of a screen as a small PNG: 256 colours are enough for a page.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColors = 256;
const exactColors = 100;

/** @param png of 8 bits, without alpha or interlacing, as browsers write it */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const palette = paletteOf(pixels);
  const indexes = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, color] of pixels.entries()) {
    let index = indexes.get(color);
    if (index === undefined) {
      index = nearest(palette, color);
      indexes.set(color, index);
    }
    // Before each row stands its filter: none.
    rows[at + Math.floor(at / width) + 1] = index;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const colors = Buffer.from(
    palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]),
  );
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  const chunks = [chunk('IHDR', head), chunk('PLTE', colors), chunk('IDAT', data)];
  return Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Each `0xRRGGBB`. */
  readonly pixels: Uint32Array;
}

function decode(png: Buffer): Decoded {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = png[25] === 6 ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * size, size);
  const pixels = Uint32Array.from({ length: width * height }, (_, at) =>
    bytes.readUIntBE(at * size, 3),
  );
  return { width, height, pixels };
}

/** PNG 1.2, section 6: each row says how its bytes follow from those to the left and above. */
function unfiltered(rows: Buffer, length: number, size: number): Buffer {
  const height = rows.length / (length + 1);
  const bytes = Buffer.alloc(length * height);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (length + 1)];
    for (let column = 0; column < length; column++) {
      const at = row * length + column;
      const left = column < size ? 0 : (bytes[at - size] ?? 0);
      const above = row === 0 ? 0 : (bytes[at - length] ?? 0);
      const corner = column < size || row === 0 ? 0 : (bytes[at - length - size] ?? 0);
      const raw = rows[row * (length + 1) + 1 + column] ?? 0;
      bytes[at] = raw + predicted(filter, left, above, corner);
    }
  }
  return bytes;
}

function predicted(
  filter: number | undefined,
  left: number,
  above: number,
  corner: number,
): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [left, above, corner].map((it) => Math.abs(guess - it));
  if ((byLeft ?? 0) <= (byAbove ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left;
  return (byAbove ?? 0) <= (byCorner ?? 0) ? above : corner;
}

/** The most used as they are; of the others none near another, so that what is rare and like nothing else has its place. */
function paletteOf(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  const colors = [...counts].sort(([, one], [, other]) => other - one).map(([color]) => color);
  for (let apart = 1; ; apart *= 1.3) {
    const palette = colors.slice(0, exactColors);
    for (const color of colors.slice(exactColors)) {
      if (palette.length > maxColors) break;
      if (palette.every((each) => distance(each, color) >= apart)) palette.push(color);
    }
    if (palette.length <= maxColors) return palette;
  }
}

function nearest(palette: readonly number[], color: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, each] of palette.entries()) {
    const far = distance(each, color);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}
