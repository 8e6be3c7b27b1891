// What a program writes to its terminal, counted: bytes, full-screen clears, paint outside synchronised frames.

/** A whole sequence, or a run of anything else. */
const token =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]P_^X][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-OQ-WYZ\\`-~]|[^\u001b]+/gy;
const begin = '\u001b[?2026h';
const end = '\u001b[?2026l';
const wholeClear = /^\u001b(?:\[[23]J|c)$/;
const clearBelow = /^\u001b\[0?J$/;
const home = /^\u001b\[(?:0?1?;?0?1?)H$/;
const erasing = /^\u001b\[[\d;]*[JKLMPSTX@]$/;
const hasGlyph = /[^\u0000-\u001f\u007f]/;

/** Longer than any sequence that is worth waiting for: what never ends is text. */
const maxHeld = 65_536;

export class OutputScan {
  bytes = 0;
  clears = 0;
  frames = 0;
  /** Texts and erasures that came outside of a synchronised frame. */
  nakedPaints = 0;
  isInFrame = false;
  #held = '';
  #isAtHome = false;

  push(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    // Latin 1: each byte one character; which text it is does not matter here.
    const text =
      this.#held + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    token.lastIndex = 0;
    let taken = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
      taken = token.lastIndex;
      this.#take(found[0]);
    }
    this.#held = text.length - taken > maxHeld ? '' : text.slice(taken);
  }

  #take(part: string): void {
    if (part === begin) {
      this.isInFrame = true;
      this.frames += 1;
    } else if (part === end) this.isInFrame = false;
    else this.#judge(part);
  }

  #judge(part: string): void {
    const isText = !part.startsWith('\u001b');
    const isPaint = isText ? hasGlyph.test(part) : erasing.test(part);
    if (isPaint && !this.isInFrame) this.nakedPaints += 1;
    if (wholeClear.test(part) || (this.#isAtHome && clearBelow.test(part))) this.clears += 1;
    if (home.test(part)) this.#isAtHome = true;
    else if (isText || /^\u001b\[[\d;]*[A-GHdf]$/.test(part)) this.#isAtHome = false;
  }
}
