// The regions of the page in their places.
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Head } from './head.tsx';
import { Overlays } from './overlays.tsx';
import { Pane } from './pane.tsx';
import { People } from './people.tsx';
import { Rooms } from './rooms.tsx';
import { StatusLine } from './status-line.tsx';

export function App() {
  return (
    <div className="app">
      <Rooms />
      <div className="talk">
        <Head />
        <Pane />
        <Composer />
        <StatusLine />
      </div>
      <People />
      <Announcer />
      <Overlays />
    </div>
  );
}
