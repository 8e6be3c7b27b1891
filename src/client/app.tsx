// The full-screen client in Ink: the regions of the screen in their places.
import { Box } from 'ink';
import { Ready } from './ready.tsx';
import type { Surface } from './surface.ts';
import type { Picture } from './view.ts';

export interface AppProps {
  readonly picture: Picture;
  readonly surface: Surface;
}

export function App({ picture, surface }: AppProps) {
  const { layout, sidebar, header, pane, rule, input, status, cursor } = picture;
  const { mainWidth } = layout;
  return (
    <Box flexDirection="column" width={layout.columns} height={layout.rows}>
      <Box flexGrow={1}>
        <Ready surface={surface} name="sidebar" width={layout.sidebarWidth + 1} lines={sidebar} />
        <Box flexDirection="column" width={mainWidth} flexShrink={0}>
          <Ready surface={surface} name="header" width={mainWidth} lines={linesOf(header)} />
          <Ready surface={surface} name="pane" width={mainWidth} lines={pane} />
          <Ready surface={surface} name="rule" width={mainWidth} lines={linesOf(rule)} />
          <Ready surface={surface} name="input" width={mainWidth} lines={input} cursor={cursor} />
        </Box>
      </Box>
      <Ready surface={surface} name="status" width={layout.columns} lines={linesOf(status)} />
    </Box>
  );
}

/** Nothing, where there is nothing to say. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
