// The status line on the screen.
import { Text } from 'ink';
import { memo } from 'react';

export const StatusLine = memo(function StatusLine({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
