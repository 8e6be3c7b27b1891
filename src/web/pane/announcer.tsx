// What a screen reader is told of what arrives.
import { useEffect, useState } from 'react';
import { browserClock } from '../clock.ts';
import { useDesk } from '../hooks.ts';
import { Announcements } from './announcements.ts';

interface Told {
  readonly words: string;
  /** The same words twice are two pieces of news. */
  readonly number: number;
}

export function Announcer() {
  const { frames } = useDesk();
  const [told, setTold] = useState<Told>({ words: '', number: 0 });
  useEffect(() => {
    const announcements = new Announcements(browserClock, (words) =>
      setTold(({ number }) => ({ words, number: number + 1 })),
    );
    let before = frames.get();
    const end = frames.subscribe(() => {
      const now = frames.get();
      announcements.hear(before, now);
      before = now;
    });
    return () => {
      end();
      announcements.stop();
    };
  }, [frames]);
  return (
    <div className="unseen" role="status" aria-live="polite">
      <p key={told.number}>{told.words}</p>
    </div>
  );
}
