// A keyboard on the screen makes the page lower, so that the line stays above it; also where browsers only lay it over.

/** Less than any keyboard takes, more than the bars of a browser. */
const leastKeyboard = 120;

export function keepAboveKeyboard(): void {
  const { visualViewport: seen } = window;
  const { style } = document.documentElement;
  seen?.addEventListener('resize', () => {
    // Who enlarges the page sees less of it, and has no keyboard for that.
    const isCovered = seen.scale === 1 && window.innerHeight - seen.height > leastKeyboard;
    if (isCovered) style.setProperty('--height', `${seen.height}px`);
    else style.removeProperty('--height');
  });
}
