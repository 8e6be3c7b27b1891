// Names that somebody keeps: who is on the list, and a way to put others on it and to take them off.
import { type FormEvent, useId } from 'react';
import { safeText } from '../../ui/safe-text.ts';

export interface NameListProps {
  readonly title: string;
  readonly names: readonly string[];
  /** What the button says. */
  readonly addWords: string;
  readonly mayChange: boolean;
  readonly onAdd: (name: string) => Promise<boolean>;
  readonly onRemove: (name: string) => Promise<boolean>;
}

export function NameList(props: NameListProps) {
  const { title, names, addWords, mayChange, onAdd, onRemove } = props;
  const id = useId();
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '')
      .trim()
      .replace(/^@/, '');
    if (name === '') return;
    void onAdd(name).then((isDone) => isDone && form.reset());
  };
  return (
    <section className="name-list">
      <h3 id={id}>{title}</h3>
      {names.length === 0 && <p className="note">nobody</p>}
      <ul aria-labelledby={id}>
        {names.map((name) => (
          <li key={name}>
            <bdi>{safeText(name)}</bdi>
            {mayChange && (
              <button
                type="button"
                aria-label={`Take ${safeText(name)} off: ${title}`}
                onClick={() => void onRemove(name)}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <form className="add" onSubmit={add}>
          <input
            type="text"
            name="name"
            aria-label={`${addWords}: a name`}
            placeholder="a name"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          <button type="submit">{addWords}</button>
        </form>
      )}
    </section>
  );
}
