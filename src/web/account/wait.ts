// A wait that the server asked for, counted down.
import { useEffect, useState } from 'react';

export interface Wait {
  /** Until it is over; 0: it is. */
  readonly seconds: number;
  start(forMs: number): void;
}

export function useWait(): Wait {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const isWaiting = seconds > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return {
    seconds,
    start(forMs) {
      const at = Date.now();
      setNow(at);
      setUntil(at + forMs);
    },
  };
}
