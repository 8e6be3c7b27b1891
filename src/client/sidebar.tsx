// The sidebar on the screen.
import { Text } from 'ink';
import { memo } from 'react';

export const Sidebar = memo(function Sidebar({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
