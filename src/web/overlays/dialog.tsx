// A dialog of the browser's own: it keeps the focus, Escape and a click beside it close it, and the line has the keys after it.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useDesk } from '../hooks.ts';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Before it is closed by Escape or beside; it is closed in any case. */
  readonly onDismiss?: () => void;
  readonly className?: string;
  /** Only what stands in it leads on: nothing closes it. */
  readonly isFixed?: boolean;
}

export function Dialog(props: DialogProps) {
  const { title, children, onDismiss, className = '', isFixed = false } = props;
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const dismiss = () => {
    if (isFixed) return;
    onDismiss?.();
    desk.update((ui) => ({ ...ui, overlay: undefined }));
  };
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      giveBack(before, () => desk.composer.focus());
    };
  }, [desk]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, by the browser
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        dismiss();
      }}
      onClick={(event) => {
        // Its own padding is none: what is not in a child is beside it.
        if (event.target === dialog.current) dismiss();
      }}
    >
      <div className="sheet">
        <h2 id={id}>{title}</h2>
        {children}
        {/* Last, so that what the dialog is for has the focus first. */}
        {!isFixed && (
          <button type="button" className="close" aria-label="Close" onClick={dismiss}>
            <span aria-hidden="true">✕</span>
          </button>
        )}
      </div>
    </dialog>
  );
}

/** To what had the focus, if that is still there and nothing else has taken it. */
function giveBack(before: Element | null, otherwise: () => void): void {
  const now = document.activeElement;
  if (now !== null && now !== document.body && now.checkVisibility()) return;
  const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
  if (isThere) before.focus();
  else otherwise();
}
