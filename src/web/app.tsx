// The regions of the page in their places.

import { rest } from './going.ts';
import { Head } from './head.tsx';
import { useDesk, useUi } from './hooks.ts';
import { useNarrow } from './keys/side-lists.ts';
import { Composer } from './line/composer.tsx';
import { People } from './lists/people.tsx';
import { Rooms } from './lists/rooms.tsx';
import { Overlays } from './overlays/overlays.tsx';
import { Announcer } from './pane/announcer.tsx';
import { Pane } from './pane/pane.tsx';
import { StatusLine } from './status-line.tsx';

export function App() {
  const desk = useDesk();
  const hasNoRooms = useNarrow('rooms');
  const hasNoPeople = useNarrow('people');
  const drawer = useUi((ui) => ui.drawer);
  const isFolded = useUi((ui) => !ui.preferences.sidebar && ui.drawer === undefined);
  // What a drawer lies over has no focus until it is closed.
  const isCovered = (drawer === 'rooms' && hasNoRooms) || (drawer === 'people' && hasNoPeople);
  return (
    <div className="app" data-folded={isFolded} data-drawer={drawer}>
      {(!hasNoRooms || drawer === 'rooms') && <Rooms />}
      {isCovered && (
        <button
          type="button"
          className="beside"
          aria-label="Close the list"
          onClick={() => {
            desk.updateNow((ui) => ({ ...ui, drawer: undefined }));
            rest(desk);
          }}
        />
      )}
      <div className="talk" inert={isCovered}>
        <Head />
        <Pane />
        <Composer />
        <StatusLine />
      </div>
      {(!hasNoPeople || drawer === 'people') && <People />}
      <Announcer />
      <Overlays />
    </div>
  );
}
