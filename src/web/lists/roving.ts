// Arrow keys in a list of which one line takes the focus: Tab goes to the list and past it, not through it.
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

const page = 10;

const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -page,
  PageDown: page,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export interface Roving {
  readonly list: RefObject<HTMLDivElement | null>;
  /** Of the line at that place. */
  tabIndex(index: number): 0 | -1;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(index: number): void;
}

/**
 * @param start the line that Tab goes to before anybody has moved
 * @param isDrawer it has come over the messages, and so has the focus
 */
export function useRoving(count: number, start: number, isDrawer: boolean): Roving {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDrawer) list.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [isDrawer]);
  const [moved, setMoved] = useState<number>();
  const active = Math.max(0, Math.min(moved ?? start, count - 1));
  return {
    list,
    tabIndex: (index) => (index === active ? 0 : -1),
    onFocus: setMoved,
    onKeyDown(event) {
      const step = steps[event.key];
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (step === undefined || !isPlain) return;
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, active + step));
      setMoved(next);
      list.current?.querySelectorAll<HTMLElement>('[data-line]')[next]?.focus();
    },
  };
}
