// A string that does not keep the block that it was cut from in memory.

export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
