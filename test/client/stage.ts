// Somebody at the full-screen client, all of its drawing included: Ink, the surface, and a terminal's screen model.
import type { TestContext } from 'node:test';
import { Surface } from '../../src/client/surface.ts';
import type { Scene } from '../sdk/scene.ts';
import { Glass } from '../support/glass.ts';
import { type SeatOptions, sitAt } from './seat.ts';

// React as the bundle has it: what checks itself while it works takes twice as long.
process.env.NODE_ENV = 'production';
const { keepDrawn } = await import('../../dist/client/drawing.js');

export type Stage = ReturnType<typeof stageFor>;

/** Ends with the test. */
export function stageFor(context: TestContext, scene: Scene, options: SeatOptions = {}) {
  const { columns = 80, rows = 24 } = options;
  const seat = sitAt(scene, options);
  const glass = new Glass(columns, rows);
  const written: string[] = [];
  const surface = new Surface(columns, rows, (output) => {
    written.push(output);
    glass.write(output);
  });
  // As the terminal's modes have it: what is too long is cut at the edge.
  glass.write('\u001b[?7l');
  const end = keepDrawn(seat.screen, surface, { columns, rows });
  context.after(() => {
    end();
    glass.terminal.dispose();
  });
  return {
    ...seat,
    glass,
    /** Everything that the terminal got. */
    written,
    redraw: () => {
      surface.forget();
      seat.screen.draw();
    },
    /** What has arrived is drawn at most 30 times a second: that time is over. */
    passFrame: () => scene.clock.advance(40),
  };
}
