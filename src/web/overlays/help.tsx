// The help: every command and every key, from the tables.
import { commands } from '../../sdk/slash.ts';
import { keyHelp } from '../../ui/key-help.ts';
import { ownCommands } from '../../ui/own-commands.ts';
import { useUi } from '../hooks.ts';
import { Dialog } from './dialog.tsx';
import { Scrolls } from './scrolls.tsx';

export function Help() {
  const keymap = useUi((ui) => ui.keymap);
  const told = [...commands, ...ownCommands].map(
    (command) =>
      [[`/${command.name}`, command.arguments].filter(Boolean).join(' '), command.help] as const,
  );
  return (
    <Dialog title="Help" className="help">
      <Scrolls label="Commands and keys">
        <Terms title="Commands" entries={[...told, slashText]} />
        <Terms title="Keys" entries={keyHelp(keymap)} />
      </Scrolls>
    </Dialog>
  );
}

const slashText = ['//text', 'sends a text that begins with a slash'] as const;

export interface TermsProps {
  readonly title?: string;
  readonly entries: readonly (readonly [term: string, meaning: string])[];
}

export function Terms({ title, entries }: TermsProps) {
  return (
    <section>
      {title !== undefined && <h3>{title}</h3>}
      <dl>
        {entries.map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
