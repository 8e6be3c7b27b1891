// A proxy that does to connections what networks do: cuts, stalls, pieces of any size, delays.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** How bad it is; each probability is that of one read. */
export interface Weather {
  /** Bytes that a connection carries before it is cut, on the average; 0: it is not cut. */
  readonly cutAfterBytes: number;
  readonly stalls: number;
  readonly longestStallMs: number;
  /** Falls apart into pieces, down to single bytes. */
  readonly splits: number;
  readonly delays: number;
}

export const fair: Weather = {
  cutAfterBytes: 0,
  stalls: 0,
  longestStallMs: 0,
  splits: 0,
  delays: 0,
};

export const stormy: Weather = {
  cutAfterBytes: 150_000,
  stalls: 0.01,
  longestStallMs: 400,
  splits: 0.3,
  delays: 0.2,
};

/** What falls into single bytes: more would only take long. */
const longestCrumbs = 300;

interface Pipe {
  readonly near: Socket;
  readonly far: Socket;
  bytesLeft: number;
}

export class BadLink {
  weather: Weather = fair;
  cuts = 0;
  stalls = 0;
  readonly #chance: Chance;
  readonly #farPort: number;
  readonly #server: Server;
  readonly #pipes = new Set<Pipe>();
  #calm = new AbortController();

  private constructor(farPort: number, chance: Chance) {
    this.#farPort = farPort;
    this.#chance = chance;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.#take(near));
  }

  /** A way to that port on this machine. */
  static async open(farPort: number, chance: Chance): Promise<BadLink> {
    const link = new BadLink(farPort, chance);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** What stands stays; nothing more happens to it, and what is stalled goes on. */
  calm(): void {
    this.weather = fair;
    for (const pipe of this.#pipes) pipe.bytesLeft = Number.POSITIVE_INFINITY;
    this.#calm.abort();
    this.#calm = new AbortController();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.calm();
    for (const { near, far } of this.#pipes) {
      near.destroy();
      far.destroy();
    }
    await once(this.#server, 'close');
  }

  #take(near: Socket): void {
    const far = connect({
      port: this.#farPort,
      host: '127.0.0.1',
      allowHalfOpen: true,
      noDelay: true,
    });
    const pipe: Pipe = { near, far, bytesLeft: this.#life() };
    this.#pipes.add(pipe);
    for (const socket of [near, far]) socket.on('error', () => {});
    near.once('close', () => this.#pipes.delete(pipe));
    void this.#carry(pipe, near, far);
    void this.#carry(pipe, far, near);
  }

  #life(): number {
    const { cutAfterBytes } = this.weather;
    if (cutAfterBytes === 0) return Number.POSITIVE_INFINITY;
    return -Math.log(1 - this.#chance.next()) * cutAfterBytes;
  }

  async #carry(pipe: Pipe, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) {
        await this.#hesitate();
        for (const piece of this.#pieces(chunk as Buffer)) {
          // So that the next piece is a read of its own at the other end; sometimes much later.
          await (this.#chance.is(0.01) ? this.#hesitate() : turn());
          pipe.bytesLeft -= piece.length;
          if (pipe.bytesLeft <= 0) return this.#cut(pipe);
          if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
        }
      }
      to.end();
    } catch {
      to.resetAndDestroy();
    }
  }

  #pieces(chunk: Buffer): Buffer[] {
    if (!this.#chance.is(this.weather.splits)) return [chunk];
    const pieces: Buffer[] = [];
    const areCrumbs = this.#chance.is(0.3);
    for (let start = 0; start < chunk.length; ) {
      const isCrumb = areCrumbs && start < longestCrumbs;
      const length = isCrumb ? 1 : this.#chance.whole(1, 2 * Math.ceil(chunk.length / 4));
      pieces.push(chunk.subarray(start, start + length));
      start += length;
    }
    return pieces;
  }

  async #hesitate(): Promise<void> {
    const { stalls, delays, longestStallMs } = this.weather;
    if (this.#chance.is(stalls)) {
      this.stalls += 1;
      await this.#pause(this.#chance.whole(1, longestStallMs));
    } else if (this.#chance.is(delays)) await this.#pause(this.#chance.whole(0, 3));
  }

  /** Ends at once when it gets calm. */
  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#calm.signal }).catch(() => {});
  }

  /** With RST or FIN; on one side first, so that the other still believes in it. */
  async #cut({ near, far }: Pipe): Promise<void> {
    this.cuts += 1;
    const sides = this.#chance.is(0.5) ? [near, far] : [far, near];
    for (const side of sides) {
      if (this.#chance.is(0.5)) side.resetAndDestroy();
      else side.end(() => side.destroy());
      if (this.#chance.is(0.3)) await this.#pause(this.#chance.whole(1, 300));
    }
  }
}
