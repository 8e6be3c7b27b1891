// Lines as frames of WebSocket: each line one text message, made once for all who hear the same.

/** The last fragment, of text. */
const finalText = 0x81;
const finalPong = 0x8a;
const newline = 0x0a;
/** A payload shorter than this has its length in one byte, one up to 64 KiB in two more, else in eight. */
const shortLength = 126;
const longLength = 64 * 1024;

/** Shared by all connections, as what everybody in a room hears is one buffer. */
export class Frames {
  #lines: Uint8Array | undefined;
  #frames: Uint8Array = new Uint8Array(0);

  /**
   * Whole lines, each with its end, to frames; without a mask, as a server sends them. What is told
   * to many is told to one after the other, so that remembering one buffer is enough.
   */
  of(lines: string | Uint8Array): Uint8Array {
    if (typeof lines === 'string') return framesOf(Buffer.from(lines));
    if (lines !== this.#lines) {
      this.#frames = framesOf(lines);
      this.#lines = lines;
    }
    return this.#frames;
  }
}

export function pongOf(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(2 + payload.length);
  frame[0] = finalPong;
  frame[1] = payload.length; // a ping has at most 125 bytes
  frame.set(payload, 2);
  return frame;
}

export function framesOf(lines: Uint8Array): Uint8Array {
  let size = 0;
  for (let start = 0; start < lines.length; ) {
    const end = endOf(lines, start);
    size += headBytes(end - start) + end - start;
    start = end + 1;
  }
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (let start = 0; start < lines.length; ) {
    const end = endOf(lines, start);
    at = writeHead(frames, at, end - start);
    frames.set(lines.subarray(start, end), at);
    at += end - start;
    start = end + 1;
  }
  return frames;
}

function endOf(lines: Uint8Array, start: number): number {
  const end = lines.indexOf(newline, start);
  return end === -1 ? lines.length : end;
}

function headBytes(length: number): number {
  if (length < shortLength) return 2;
  return length < longLength ? 4 : 10;
}

/** @returns where the payload begins */
function writeHead(frames: Buffer, at: number, length: number): number {
  frames[at] = finalText;
  if (length < shortLength) return frames.writeUInt8(length, at + 1);
  if (length < longLength) {
    frames[at + 1] = 126;
    return frames.writeUInt16BE(length, at + 2);
  }
  frames[at + 1] = 127;
  return frames.writeBigUInt64BE(BigInt(length), at + 2);
}
