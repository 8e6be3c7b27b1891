// The line in which one writes, with what helps to write over it.
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { useChat, useDesk, useUi } from '../hooks.ts';
import { optionId } from '../overlays/choice-list.tsx';
import { Welcome } from '../overlays/welcome.tsx';
import { AboveLine } from './above-line.tsx';
import { leftOf, maxDraftLength } from './line-limits.ts';
import { LineMenu, menuId } from './line-menu.tsx';
import { usePlaceholder } from './placeholder.ts';
import { submit } from './submit.ts';

export function Composer() {
  const desk = useDesk();
  const { composer } = desk;
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, completion } = useSyncExternalStore(composer.line.subscribe, composer.line.get);
  const placeholder = usePlaceholder();
  const { choices } = composer.offer();
  const chosen = completion === undefined ? -1 : completion.chosen;
  const left = leftOf(text);
  useEffect(
    () => (field.current === null ? undefined : composer.attach(field.current)),
    [composer],
  );
  useEffect(() => composer.focus(), [composer]);
  useGrowth(field, text);
  return (
    <section className="composer" aria-label="Writing">
      <Welcome />
      <LineMenu choices={choices} chosen={chosen} />
      <AboveLine />
      <div className="write-line">
        <Sign />
        <textarea
          ref={field}
          rows={1}
          aria-label="Message"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={choices.length > 0 ? menuId : undefined}
          aria-activedescendant={chosen in choices ? optionId(menuId, chosen) : undefined}
          aria-invalid={left !== undefined && left < 0}
          placeholder={placeholder}
          maxLength={maxDraftLength}
          autoComplete="off"
          enterKeyHint="send"
          onInput={() => composer.onInput()}
          onSelect={() => composer.onSelect()}
          onFocus={() => composer.onSelect()}
          onBlur={() => composer.onBlur()}
          onPointerDown={() => desk.update((ui) => ({ ...ui, selected: undefined }))}
          onPaste={() => composer.onPaste()}
        />
        {left !== undefined && <Left count={left} />}
        <button
          type="button"
          className="send"
          aria-label="Send"
          onClick={() => {
            submit(desk);
            composer.focus();
          }}
        >
          <span aria-hidden="true">➤</span>
        </button>
      </div>
    </section>
  );
}

/** How much may still be written; too much is told in words. */
function Left({ count }: { count: number }) {
  const words = count < 0 ? `${-count} too many` : `${count} left`;
  return (
    <span className={count < 0 ? 'left is-over' : 'left'} role="status">
      {words}
    </span>
  );
}

const signs = { edit: '✎', reply: '↳', text: '>' } as const;

function Sign() {
  const room = useChat((state) => state.current);
  const does = useUi((ui) => ui.composing.get(room)?.does);
  return (
    <span className="sign" aria-hidden="true">
      {signs[does ?? 'text']}
    </span>
  );
}

/** The field is as high as its text, up to what the style allows; where the browser does not do that itself. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow
  useEffect(() => {
    const element = field.current;
    if (element === null || CSS.supports('field-sizing', 'content')) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
