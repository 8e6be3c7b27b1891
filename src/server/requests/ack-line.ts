// The line of an `ack`, which each message that is sent gets.
import type { Entry } from '../../protocol/index.ts';

/** By hand, as it is made for every message: none of its fields needs an escape. */
export function encodeAck(id: string | undefined, entry: Entry, isDuplicate: boolean): string {
  const bears = id === undefined ? '' : `"id":"${id}",`;
  const { room, seq, timestamp } = entry;
  const again = isDuplicate ? ',"duplicate":true' : '';
  return `{"type":"ack",${bears}"room":"${room}","seq":${seq},"timestamp":"${timestamp}"${again}}\n`;
}
