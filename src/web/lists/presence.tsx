// The sign of whether somebody is there to read.

export interface PresenceProps {
  /** Undefined: not known. */
  readonly status: 'here' | 'away' | 'not here' | undefined;
}

export function Presence({ status }: PresenceProps) {
  return (
    <span className="presence" data-status={status}>
      <span aria-hidden="true">{status === 'here' ? '●' : '○'}</span>
      <span className="unseen">{status === undefined ? '' : `${status}, `}</span>
    </span>
  );
}
