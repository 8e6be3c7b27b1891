// A text that is longer than its dialog: it scrolls, also by keys.
import type { ReactNode } from 'react';

export interface ScrollsProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function Scrolls({ label, children }: ScrollsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must reach what scrolls
    <section className="scrolls" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
