// Whatever the screen shows is drawn: Ink lays it out, the surface writes what has changed.
import { render } from 'ink';
import { App } from './app.tsx';
import { inkTerminal } from './ink-terminal.ts';
import type { Screen } from './screen.ts';
import type { Surface } from './surface.ts';

/** @returns what ends it */
export function keepDrawn(
  screen: Screen,
  surface: Surface,
  size: { readonly columns: number; readonly rows: number },
): () => void {
  const root = () => <App picture={screen.view()} surface={surface} />;
  const app = render(root(), {
    stdout: inkTerminal(size),
    // At once: the surface finds what has changed, the screen how often to draw.
    debug: true,
    exitOnCtrlC: false,
    interactive: true,
    patchConsole: false,
  });
  const draw = (): void => {
    app.rerender(root());
    surface.flush();
  };
  const end = screen.subscribe(draw);
  draw();
  return () => {
    end();
    app.unmount();
  };
}
