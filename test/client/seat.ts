// Somebody at the full-screen client, without a terminal: keys in as bytes, the screen out as lines.
import { Actions } from '../../src/client/actions.ts';
import type { Program } from '../../src/client/desk.ts';
import { KeyReader } from '../../src/client/keys.ts';
import type { Look } from '../../src/client/look.ts';
import { Pane } from '../../src/client/pane.ts';
import { Screen } from '../../src/client/screen.ts';
import { editorOf } from '../../src/client/ui.ts';
import { createRowMaker } from '../../src/sdk/rows.ts';
import type { Message } from '../../src/sdk/state.ts';
import { Scene } from '../sdk/scene.ts';
import { lookDefaults, themeFor } from './looks.ts';

const plainLook: Look = { ...lookDefaults, theme: themeFor(0) };

/** The same look whatever is preferred. */
export const always = (look: Look) => () => look;

const toolsWith = (look: Look) => ({
  lookFor: always(look),
  address: 'localhost:7000',
  makeRows: createRowMaker(() => 0),
  pane: new Pane(),
});

export interface SeatOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly look?: Look;
}

/** Somebody at a client that is live in #general. */
export function sit(messages: readonly Message[] = []) {
  return sitAt(Scene.live(messages));
}

/** Somebody at the client of this scene. */
export function sitAt(
  scene: Scene,
  { columns = 80, rows = 24, look = plainLook }: SeatOptions = {},
) {
  const screen = new Screen(scene.client, scene.clock, toolsWith(look), columns, rows);
  const done: string[] = [];
  const program: Program = {
    quit: () => done.push('quit'),
    suspend() {},
    redraw() {},
    editOutside: (text, end) => end({ text: `${text} and more\n` }),
    copy: (text) => done.push(`copied ${text}`) > 0,
    open: (url) => done.push(`opened ${url}`),
    own: {
      set: (rest) => done.push(`set ${rest}`) > 0,
      toggleMute: (room) => done.push(`mute ${room}`) > 0,
      showKeys: (word) => done.push(`keys ${word}`) > 0,
      askPassword: ({ does }) => done.push(`password ${does}`) > 0,
      complain: (text) => done.push(`problem ${text}`) === 0,
    },
  };
  const actions = new Actions(screen, program, scene.clock.setTimer);
  const keys = new KeyReader();
  return {
    scene,
    screen,
    done,
    press: (bytes: string) => actions.press([...keys.push(bytes), ...keys.flush()]),
    sends: () => scene.said().filter(({ type }) => type === 'send'),
    text: () => editorOf(screen.ui, 'general').text,
  };
}

export const keys = {
  enter: '\r',
  esc: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  end: '\u001b[F',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  altUp: '\u001b[1;3A',
  killLine: '\u0015',
  backspace: '\u007f',
} as const;
