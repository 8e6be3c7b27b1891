// How a room is kept, in words.

/** @param seconds between two messages of one person */
export function slowWords(seconds: number): string {
  if (seconds === 0) return 'no wait';
  if (seconds % 3600 === 0) return counted(seconds / 3600, 'hour');
  return seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
