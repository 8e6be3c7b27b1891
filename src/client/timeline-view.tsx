// The room's head and its messages on the screen.
import { Text } from 'ink';
import { memo } from 'react';

export const Header = memo(function Header({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});

/** Ready lines in one text: what costs in a layout is the number of its nodes. */
export const TimelineView = memo(function TimelineView({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
