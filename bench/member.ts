// One member of the benchmark's room: counts what it gets, and can prove that it is the right thing.
import { connect, type Socket } from 'node:net';
import { crc32 } from 'node:zlib';
import { Unframer, upgradeRequest, webSocketFrames } from './web-socket.ts';

const newline = 0x0a;
/** In the text of the message after which everyone begins to count. */
export const startMark = '~start~';

/** In lines, or in messages of a WebSocket: those are counted as the lines that they are. */
export type Way = 'line' | 'websocket';

export class Member {
  readonly #socket: Socket;
  readonly #unframer: Unframer | undefined;
  /** Whole lines since the start mark. */
  lines = 0;
  /** Of all bytes since then. */
  checksum = 0;
  hasBegun = false;
  /** Called for each chunk that completed lines since the mark. */
  onLines: (count: number) => void = () => {};
  /** Where set, the member reads: every whole line, also before the mark. */
  onLine: ((line: string) => void) | undefined;
  #held = '';

  private constructor(socket: Socket, way: Way) {
    this.#socket = socket;
    const unframer = way === 'websocket' ? new Unframer() : undefined;
    this.#unframer = unframer;
    socket.on('data', (chunk: Buffer) => this.#take(unframer ? unframer.linesOf(chunk) : chunk));
    socket.on('error', () => {});
  }

  static open(port: number, way: Way = 'line'): Promise<Member> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        const member = new Member(socket, way);
        if (way === 'websocket') socket.write(upgradeRequest);
        resolve(member);
      });
    });
  }

  send(lines: string): void {
    this.#socket.write(this.#unframer ? webSocketFrames(lines) : lines);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.onLine) this.#read(chunk, this.onLine);
    if (this.hasBegun) this.#count(chunk);
    else this.#lookForMark(chunk);
  }

  #lookForMark(chunk: Buffer): void {
    const mark = chunk.indexOf(startMark);
    if (mark === -1) return;
    this.hasBegun = true;
    const rest = chunk.subarray(chunk.indexOf(newline, mark) + 1);
    if (rest.length > 0) this.#count(rest);
    this.onLines(0);
  }

  #count(chunk: Buffer): void {
    this.checksum = crc32(chunk, this.checksum);
    let count = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) count++;
    this.lines += count;
    if (count > 0) this.onLines(count);
  }

  #read(chunk: Buffer, onLine: (line: string) => void): void {
    const lines = (this.#held + chunk.toString('latin1')).split('\n');
    this.#held = lines.pop() as string;
    for (const line of lines) onLine(line);
  }
}
