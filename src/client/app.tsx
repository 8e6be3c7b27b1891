// The full-screen client in Ink: regions put in their places, each a text that is ready.
import { Box, type TerminalSuspension, useApp } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { Composer } from './composer.tsx';
import type { Screen } from './screen.ts';
import { Sidebar } from './sidebar.tsx';
import { StatusLine } from './status-line.tsx';
import { Header, TimelineView } from './timeline-view.tsx';

export interface AppProps {
  readonly screen: Screen;
  /** Told how to hand the terminal to somebody else for a while. */
  readonly onReady: (suspend: () => Promise<TerminalSuspension>) => void;
}

export function App({ screen, onReady }: AppProps) {
  const { suspendTerminal } = useApp();
  useEffect(() => onReady(() => suspendTerminal()), [onReady, suspendTerminal]);
  const { layout, sidebar, header, pane, rule, input, status, cursor } = useSyncExternalStore(
    screen.subscribe,
    screen.picture,
  );
  return (
    <Box flexDirection="column" width={layout.columns} height={layout.rows}>
      <Box flexGrow={1}>
        {sidebar !== '' && (
          <Box width={layout.sidebarWidth + 1} flexShrink={0}>
            <Sidebar text={sidebar} />
          </Box>
        )}
        <Box flexDirection="column" width={layout.mainWidth} flexShrink={0}>
          {header !== '' && <Header text={header} />}
          <TimelineView text={pane} />
          <Composer rule={rule} input={input} x={cursor.x} y={cursor.y} />
        </Box>
      </Box>
      {status !== '' && <StatusLine text={status} />}
    </Box>
  );
}
