// A rectangle of Ink's layout that lines fill which are ready: they go straight to the surface.
import { Box, type DOMElement, measureElement } from 'ink';
import { useLayoutEffect, useRef } from 'react';
import type { Surface } from './surface.ts';

interface ReadyProps {
  readonly surface: Surface;
  readonly name: string;
  readonly width: number;
  /** As many as the rectangle is high; none: there is no rectangle. */
  readonly lines: readonly string[];
  /** Where the real cursor stands in it: input methods and screen readers look there. */
  readonly cursor?: { readonly x: number; readonly y: number };
}

// Laid out as text, the same lines would cost Ink twenty times as much a key, and the start 40 ms.
export function Ready(props: ReadyProps) {
  return props.lines.length === 0 ? null : <Filled {...props} />;
}

function Filled({ surface, name, width, lines, cursor }: ReadyProps) {
  const box = useRef<DOMElement>(null);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const { x, y, height } = measureElement(box.current);
    surface.place(name, { x, y, width, height, lines });
    if (cursor) surface.setCursor(x + cursor.x, y + cursor.y);
  });
  useLayoutEffect(() => () => surface.remove(name), [surface, name]);
  return <Box ref={box} width={width} height={lines.length} flexShrink={0} />;
}
