// The full-screen client in Ink: the regions of the screen in their places.
import { Box, Text } from 'ink';
import { memo } from 'react';
import { Ready } from './ready.tsx';
import type { Surface } from './surface.ts';
import type { Picture } from './view.ts';

export interface AppProps {
  readonly picture: Picture;
  readonly surface: Surface;
}

export function App({ picture, surface }: AppProps) {
  const { layout, sidebar, header, pane, rule, input, status, cursor } = picture;
  return (
    <Box flexDirection="column" width={layout.columns} height={layout.rows}>
      <Box flexGrow={1}>
        {sidebar.length > 0 && (
          <Ready surface={surface} name="sidebar" width={layout.sidebarWidth + 1} lines={sidebar} />
        )}
        <Box flexDirection="column" width={layout.mainWidth} flexShrink={0}>
          <Line text={header} />
          <Ready surface={surface} name="pane" width={layout.mainWidth} lines={pane} />
          <Line text={rule} />
          <Ready
            surface={surface}
            name="input"
            width={layout.mainWidth}
            lines={input}
            cursor={cursor}
          />
        </Box>
      </Box>
      <Line text={status} />
    </Box>
  );
}

/** Nothing, where there is nothing to say. */
const Line = memo(function Line({ text }: { readonly text: string }) {
  return text === '' ? null : <Text wrap="truncate">{text}</Text>;
});
