// The first words to who comes for the first time: which name one has here, and how to take another.
import { useEffect, useState } from 'react';
import { safeText } from '../../ui/safe-text.ts';
import { lay } from '../going.ts';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { isWelcomed, setWelcomed } from '../kept/kept-choices.ts';
import { NameForm } from './name-form.tsx';

/** It stands over the line until one has a name of one's choice or has said something, and keeps nobody from writing. */
export function Welcome() {
  const desk = useDesk();
  const { composer } = desk;
  const name = useChat((state) => state.me.name);
  const isMember = useChat(({ me }) => me.isAccount === true);
  const isHere = useChat((state) => state.me.session !== undefined);
  const hasWritten = useUi(({ sent }) => sent.size > 0);
  const [given, setGiven] = useState<string>();
  const [isOver, setOver] = useState(isWelcomed);
  if (isHere && given === undefined) setGiven(name);
  const isAtHome = isMember || hasWritten || (given !== undefined && given !== name);
  useEffect(() => {
    if (isAtHome) setWelcomed();
  }, [isAtHome]);
  if (isOver || isAtHome || !isHere) return null;
  const end = () => {
    setWelcomed();
    setOver(true);
    composer.focus();
  };
  return (
    <section className="welcome" aria-label="Welcome">
      <p>
        You are <strong>{safeText(name)}</strong>. /help shows what you can do.
      </p>
      <NameForm label="Another name" start="" onTaken={end}>
        <button type="button" onClick={end}>
          Keep {safeText(name)}
        </button>
        <button type="button" onClick={() => lay(desk, { kind: 'login' })}>
          Have an account? Log in
        </button>
      </NameForm>
    </section>
  );
}
