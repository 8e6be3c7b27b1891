// Whether the person looks at the page: what is said then counts as read, and needs no notification.

export function isLooking(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
