// The input line on the screen, with the terminal's own cursor in it.
import { Text, useCursor } from 'ink';
import { memo } from 'react';

interface ComposerProps {
  readonly rule: string;
  readonly input: string;
  readonly x: number;
  readonly y: number;
}

export const Composer = memo(function Composer({ rule, input, x, y }: ComposerProps) {
  const { setCursorPosition } = useCursor();
  // Where the real cursor stands, input methods and screen readers look.
  setCursorPosition({ x, y });
  return (
    <>
      {rule !== '' && <Text wrap="truncate">{rule}</Text>}
      <Text wrap="truncate">{input}</Text>
    </>
  );
});
