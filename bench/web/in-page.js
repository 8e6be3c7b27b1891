// What is measured inside the page, put into it before its own scripts: the page itself knows nothing of it.

(() => {
  const pane = () => document.querySelector('.messages');
  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  /** When the first row was painted, in milliseconds since the navigation began. */
  const firstRow = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('.messages article') === null) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    watch.observe(document, { childList: true, subtree: true });
  });

  /** Frame by frame for so long; `step` is done in each. */
  function frames(forMs, step = () => {}) {
    return new Promise((resolve) => {
      const deltas = [];
      const tasksBefore = longTasks.length;
      let last;
      let end;
      const next = (now) => {
        if (last !== undefined) deltas.push(now - last);
        last = now;
        end ??= now + forMs;
        if (now >= end) resolve({ deltas, longTasks: longTasks.slice(tasksBefore) });
        else {
          step();
          requestAnimationFrame(next);
        }
      };
      requestAnimationFrame(next);
    });
  }

  /** To the top again and again, until there is nothing more. @returns milliseconds */
  function loadAll() {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const again = () => {
        const words = document.querySelector('.messages-top')?.textContent ?? '';
        if (/^The beginning|^Older messages:/.test(words))
          return resolve(performance.now() - startedAt);
        pane().dispatchEvent(new WheelEvent('wheel', { deltaY: -100 }));
        pane().scrollTop = 0;
        setTimeout(again, 16);
      };
      again();
    });
  }

  /** From a key until the frame in which it is seen has begun, for each key while this is asked. */
  const keys = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) => requestAnimationFrame(() => keys.push(performance.now() - timeStamp)),
    { capture: true },
  );

  window.bench = {
    firstRow,
    longTasks,
    keys,
    frames,
    loadAll,
    nodes: () => document.querySelectorAll('*').length,
    height: () => pane().scrollHeight,
    scrollTo: (share) => {
      pane().scrollTop = pane().scrollHeight * share;
    },
    scrollSteadily: (forMs, pixels) => frames(forMs, () => pane().scrollBy(0, pixels)),
    jumpAbout: (forMs) => {
      let at = 0.5;
      return frames(forMs, () => {
        at = (at * 997 + 0.123) % 1;
        pane().scrollTop = pane().scrollHeight * at;
      });
    },
    /** Whether the pane is drawn where it stands: a row crosses its middle. */
    isDrawn: () => {
      const { left, top, width, height } = pane().getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit?.closest('article') !== null && hit !== null;
    },
  };
})();
