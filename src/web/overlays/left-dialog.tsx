// Goodbye was said; the way back.
import { useDesk } from '../hooks.ts';
import { comeBack } from '../leaving.ts';
import { Dialog } from './dialog.tsx';

export function LeftDialog() {
  const desk = useDesk();
  return (
    <Dialog title="You have left">
      <p>Nobody sees you here any more. You can close the tab, or come back.</p>
      <div className="answers">
        <button
          type="button"
          className="main"
          ref={(button) => button?.focus()}
          onClick={() => comeBack(desk)}
        >
          Come back
        </button>
      </div>
    </Dialog>
  );
}
