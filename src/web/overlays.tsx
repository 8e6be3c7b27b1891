// What lies over the messages for a while: help, lists to pick from, questions.

export function Overlays() {
  return null;
}
