// The field for a name, with what is wrong with it in words.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useDesk } from '../hooks.ts';
import { askName } from './ask-name.ts';

export interface NameFormProps {
  readonly label: string;
  readonly start: string;
  readonly onTaken: (name: string) => void;
  /** More buttons. */
  readonly children?: ReactNode;
}

export function NameForm({ label, start, onTaken, children }: NameFormProps) {
  const { client } = useDesk();
  const id = useId();
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wish = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    askName(client, wish, (outcome) => {
      setProblem(outcome ?? '');
      if (outcome === undefined) onTaken(wish);
    });
  };
  return (
    <form className="name-form" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-label={label}
        placeholder={label.toLowerCase()}
        name="name"
        type="text"
        defaultValue={start}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-problem`}
      />
      <button type="submit" className="main">
        Take it
      </button>
      {children}
      <p id={`${id}-problem`} className="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}
