// WebSocket as the load speaks it: as little work as can be, so that it is the server that is measured.

export const upgradeRequest = [
  'GET /ws HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n');

/** Each line as a message, under a mask of zeros: to undo it costs the server as much as any. */
export function webSocketFrames(lines: string): Buffer {
  const frames = lines
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const payload = Buffer.from(line);
      const { length } = payload;
      const head =
        length < 126
          ? [0x81, 0x80 | length, 0, 0, 0, 0]
          : [0x81, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0];
      return [Buffer.from(head), payload];
    });
  return Buffer.concat(frames);
}

/** What the server sends: first the end of the handshake, then text messages. */
export class Unframer {
  #held: Buffer = Buffer.alloc(0);
  #isOpen = false;

  /** Whole messages, each as a line. */
  linesOf(chunk: Buffer): Buffer {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = this.#isOpen ? 0 : this.#afterHandshake(bytes);
    const lines = Buffer.allocUnsafe(bytes.length);
    let written = 0;
    while (bytes.length - at >= 4) {
      const [start, end] = payloadOf(bytes, at);
      if (end > bytes.length) break;
      written += bytes.copy(lines, written, start, end);
      lines[written++] = 0x0a;
      at = end;
    }
    this.#held = bytes.subarray(at);
    return lines.subarray(0, written);
  }

  #afterHandshake(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n');
    if (end === -1) return bytes.length;
    this.#isOpen = true;
    return end + 4;
  }
}

/** No message is shorter than two bytes, none longer than 64 KiB. */
function payloadOf(bytes: Buffer, at: number): [start: number, end: number] {
  const length = bytes.readUInt8(at + 1);
  const [start, size] = length < 126 ? [at + 2, length] : [at + 4, bytes.readUInt16BE(at + 2)];
  return [start, start + size];
}
