// A short sound when somebody names the person, or writes to them alone, while they look elsewhere.
import { browserClock, browserOffset } from './clock.ts';
import type { Desk } from './desk.ts';
import { isLooking } from './looking.ts';
import { Notifier } from './notify.ts';

/** Follows the chat from now on. */
export function keepBell({ client, ui }: Desk): void {
  const notifier = new Notifier(client.getState(), {
    settings: () => {
      const { bell, mute, quiet } = ui.get().preferences;
      return { isOn: bell, muted: new Set(mute), quiet };
    },
    isLooking,
    now: browserClock.now,
    offset: browserOffset,
    show: ring,
  });
  client.subscribe(() => notifier.follow(client.getState()));
}

const seconds = 0.18;

/** Made here: a file of sound would have to be loaded. */
function ring(): void {
  // Before the first key or click browsers play nothing, and every bell would wait for that, and then all ring.
  if (!navigator.userActivation.hasBeenActive) return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + seconds);
}
