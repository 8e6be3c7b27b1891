// A form with passwords: they stand in its fields alone, and what is wrong with them is said beside.
import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Outcome } from '../../sdk/account.ts';
import { safeText } from '../../ui/safe-text.ts';
import { type FieldKind, kindsOf, type Problem } from './fields.ts';
import { isPrivate, plainTextWords } from './privacy.ts';
import { useWait } from './wait.ts';

export interface SecretField {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** Stands in it from the beginning. */
  readonly start?: string;
  /** Only shown: it tells browsers whose password it is. */
  readonly isFixed?: true;
}

/** By the fields' names. */
export type Entered = Readonly<Record<string, string>>;

export interface SecretFormProps {
  readonly fields: readonly SecretField[];
  /** What the button says. */
  readonly action: string;
  /** Before anything is sent; undefined: nothing is wrong with it. */
  readonly check: (entered: Entered) => Problem | undefined;
  /** @returns why not; undefined: it is done */
  readonly ask: (entered: Entered) => Outcome;
  readonly onDone: () => void;
  /** More buttons. */
  readonly children?: ReactNode;
}

export function SecretForm(props: SecretFormProps) {
  const { fields, action, children } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { problem, isWarned, isAsking, seconds, submit } = useSubmit(props, form);
  useCleared(form);
  return (
    <form className="secret-form" ref={form} onSubmit={submit} noValidate>
      {fields.map((field, index) => (
        <Field
          key={field.name}
          field={field}
          id={`${id}-${field.name}`}
          isFirst={index === fields.findIndex(({ isFixed, start }) => !isFixed && !start)}
          isWrong={problem?.field === field.name}
          problemId={`${id}-problem`}
        />
      ))}
      {!isPrivate() && <p className="warning">{plainTextWords}</p>}
      <p id={`${id}-problem`} className="problem" role="alert">
        {problem === undefined ? '' : safeText(problem.words)}
      </p>
      {seconds > 0 && <p className="wait">Again in {seconds} s.</p>}
      <div className="answers">
        <button type="submit" className="main" aria-disabled={isAsking || seconds > 0}>
          {isAsking ? 'One moment…' : buttonWords(action, isWarned)}
        </button>
        {children}
      </div>
    </form>
  );
}

/** What becomes of the form when it is sent: it is checked, warned of, asked; one at a time, and no sooner than it may. */
function useSubmit(
  { fields, check, ask, onDone }: SecretFormProps,
  form: { readonly current: HTMLFormElement | null },
) {
  const [problem, setProblem] = useState<Required<Problem>>();
  const [isAsking, setAsking] = useState(false);
  const [isWarned, setWarned] = useState(isPrivate);
  const wait = useWait();
  const complain = ({ words, field = secretOf(fields) }: Problem) => {
    setProblem({ words, field });
    // Once it is drawn: what was wrong is what is typed over.
    requestAnimationFrame(() => selectField(form.current, field));
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isAsking || wait.seconds > 0) return;
    const entered = enteredIn(event.currentTarget);
    const found = check(entered);
    if (found !== undefined) return complain(found);
    setProblem(undefined);
    if (!isWarned) return setWarned(true);
    setAsking(true);
    const refusal = await ask(entered);
    setAsking(false);
    if (refusal === undefined) return onDone();
    wait.start(refusal.retryAfterMs ?? 0);
    complain({ words: refusal.message });
  };
  return { problem, isAsking, isWarned, seconds: wait.seconds, submit };
}

/** The second click, where everybody on the way could read along. */
function buttonWords(action: string, isWarned: boolean): string {
  return isPrivate() || !isWarned ? action : `${action} all the same`;
}

interface FieldProps {
  readonly field: SecretField;
  readonly id: string;
  readonly isFirst: boolean;
  readonly isWrong: boolean;
  readonly problemId: string;
}

function Field({ field, id, isFirst, isWrong, problemId }: FieldProps) {
  const { name, label, kind, start, isFixed } = field;
  const { type, autoComplete } = kindsOf[kind];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        // Where the browser's own dialog begins.
        ref={(input) => {
          input?.toggleAttribute('autofocus', isFirst);
        }}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        defaultValue={start}
        readOnly={isFixed}
        aria-invalid={isWrong}
        aria-describedby={problemId}
      />
    </div>
  );
}

function enteredIn(form: HTMLFormElement): Entered {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}

function selectField(form: HTMLFormElement | null, name: string): void {
  const found = form?.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) return;
  found.focus();
  found.select();
}

/** What a refusal is mostly about. */
function secretOf(fields: readonly SecretField[]): string {
  return fields.find(({ kind }) => kind === 'current' || kind === 'new')?.name ?? '';
}

/** Chromium puts the caret into a field that is given a value, so that keys would go nowhere: back to what has the focus. */
function focusAnew(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return;
  activeElement.blur();
  activeElement.focus();
}

/** What is closed holds no password, even while something still holds it. */
function useCleared(form: { readonly current: HTMLFormElement | null }): void {
  useLayoutEffect(() => {
    const fields = [...(form.current?.elements ?? [])];
    return () => {
      for (const field of fields) if (field instanceof HTMLInputElement) field.value = '';
      focusAnew();
    };
  }, [form]);
}
