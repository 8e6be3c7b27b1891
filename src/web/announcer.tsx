// What a screen reader is told of what arrives.

export function Announcer() {
  return <div className="unseen" role="status" />;
}
