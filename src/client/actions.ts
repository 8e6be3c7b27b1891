// What keys do: to the draft, to the window, to the client.
import { checkContent, foldName, isRefusal } from '../protocol/index.ts';
import { textNow } from '../sdk/fold.ts';
import { pickMessage } from '../sdk/picks.ts';
import { commands } from '../sdk/slash.ts';
import type { State } from '../sdk/state.ts';
import { isAtNow, revisionIn, visitShown } from '../sdk/visit.ts';
import { complete, type Vocabulary } from './completion.ts';
import { beginEdit, type Edit, editUp, endEdit, isIdle } from './editing.ts';
import type { ActionName } from './key-table.ts';
import type { Key } from './keys.ts';
import { type Editor, edits, insert, replaced, submitted } from './line-editor.ts';
import {
  isHelp,
  isQuit,
  type OwnActions,
  ownChoices,
  ownCommands,
  readOwn,
} from './own-commands.ts';
import { neighbour, nextNews, roomOrder } from './rooms.ts';
import type { Screen } from './screen.ts';
import { editorOf, placeOf, withAnchor, withEditor } from './ui.ts';
import { type Anchor, atFirst, fixed, scrolled } from './viewport.ts';

/** What keys ask of the program around the screen. */
export interface Program {
  readonly quit: () => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  /** What commands of the program's own do. */
  readonly own: OwnActions;
}

/** How long a second Ctrl-C counts as one with the first. */
const quitWaitMs = 2000;
const quitHint = 'Ctrl-C again quits';

export class Actions {
  readonly #screen: Screen;
  readonly #program: Program;
  readonly #setTimer: (delayMs: number, run: () => void) => () => void;
  #disarm: (() => void) | undefined;
  /** The first key of two that mean something together. */
  #chord = '';

  constructor(
    screen: Screen,
    program: Program,
    setTimer: (delayMs: number, run: () => void) => () => void,
  ) {
    this.#screen = screen;
    this.#program = program;
    this.#setTimer = setTimer;
  }

  /** All keys of one read, in order, drawn together. */
  press(keys: readonly Key[]): void {
    this.#screen.batch(() => {
      for (const key of keys) this.#pressOne(key);
    });
  }

  #pressOne(key: Key): void {
    if (key.text !== undefined) {
      this.#chord = '';
      return this.#type(key.text);
    }
    if (key.name === 'focus-in' || key.name === 'focus-out')
      return this.#focus(key.name === 'focus-in');
    const name = this.#chord === '' ? key.name : `${this.#chord} ${key.name}`;
    this.#chord = '';
    const binding = this.#screen.ui.keymap.bindingOf(name);
    if (binding === 'waits') {
      this.#chord = name;
      return;
    }
    if (binding === undefined) return this.#unbound(name);
    if (this.#screen.ui.help !== undefined && 'edit' in binding) {
      if (binding.edit === 'up' || binding.edit === 'down')
        return this.#scroll(binding.edit === 'up' ? -1 : 1);
    }
    if ('edit' in binding) {
      if (binding.edit === 'up' && this.#editLast()) return;
      const isAtEnd = binding.edit === 'line-end' && this.#editor.text === '';
      if (isAtEnd && visitShown(this.#state)) return this.#scrollLast();
      return this.#edit(edits[binding.edit](this.#editor));
    }
    if ('room' in binding) return this.#goTo(roomOrder(this.#state)[binding.room - 1]?.name);
    this.#acts[binding.act]?.();
  }

  /** Escape and a letter in one read look like Alt: nothing typed is lost, least of all a slash. */
  #unbound(name: string): void {
    const typed = /^alt-(.)$/u.exec(name)?.[1];
    if (typed === undefined) return;
    this.#dismiss();
    this.#type(typed);
  }

  readonly #acts: Readonly<Partial<Record<ActionName, () => void>>> = {
    submit: () => this.#submit(),
    complete: () => this.#complete(1),
    'complete-back': () => this.#complete(-1),
    'page-up': () => this.#scroll(-this.#page),
    'page-down': () => this.#scroll(this.#page),
    'line-back': () => this.#scroll(-1),
    'line-forward': () => this.#scroll(1),
    'scroll-first': () => this.#scrollFirst(),
    'scroll-last': () => this.#scrollLast(),
    'room-next': () => this.#goTo(neighbour(this.#state, 1)),
    'room-previous': () => this.#goTo(neighbour(this.#state, -1)),
    'room-news': () => this.#goTo(nextNews(this.#state)),
    redraw: () => this.#program.redraw(),
    help: () => this.#toggleHelp(),
    dismiss: () => this.#dismiss(),
    interrupt: () => this.#interrupt(),
    suspend: () => this.#program.suspend(),
  };

  get #state(): State {
    return this.#screen.client.getState();
  }

  get #editor(): Editor {
    return editorOf(this.#screen.ui, this.#state.current);
  }

  get #editUnderWay(): Edit | undefined {
    return this.#screen.ui.edits.get(this.#state.current);
  }

  /** A page keeps one line of the page before, to read on from. */
  get #page(): number {
    return Math.max(1, this.#screen.view().paneHeight - 1);
  }

  #type(text: string): void {
    this.#edit(insert(this.#editor, text));
  }

  #edit(editor: Editor): void {
    const { current } = this.#state;
    const hasChanged = editor.text !== this.#editor.text;
    this.#screen.update((ui) => ({ ...withEditor(ui, current, editor), help: undefined }));
    const isMessage = editor.text !== '' && !editor.text.startsWith('/');
    if (hasChanged && isMessage) this.#screen.client.typing(current);
  }

  /** @returns false if there is nothing to edit: Up then does what it does elsewhere */
  #editLast(): boolean {
    const state = this.#state;
    const { current } = state;
    const edit = this.#editUnderWay;
    if (edit !== undefined) {
      this.#screen.update((ui) => editUp(ui, current, edit));
      return true;
    }
    if (!isIdle(this.#editor)) return false;
    const picked = pickMessage(state, current, 'own', 1);
    if ('problem' in picked) return false;
    const { message } = picked;
    const text = textNow(message, revisionIn(state, current, message.seq));
    this.#screen.update((ui) => beginEdit(ui, current, message, text));
    return true;
  }

  /** What was not changed is not sent; what the rules forbid stays to be corrected. */
  #saveEdit({ seq, text }: Edit): void {
    const { client } = this.#screen;
    const { current } = this.#state;
    const wanted = this.#editor.text.trimEnd();
    const isChanged = wanted !== '' && wanted !== text;
    const checked = checkContent('edit', wanted);
    if (isChanged && isRefusal(checked)) return client.notice(checked.message, 'problem');
    if (isChanged) client.edit(current, seq, wanted);
    this.#screen.update((ui) => endEdit(ui, current));
  }

  #submit(): void {
    const { client } = this.#screen;
    const { current, connection } = this.#state;
    const editor = this.#editor;
    const edit = this.#editUnderWay;
    if (edit !== undefined) return this.#saveEdit(edit);
    if (editor.text.trim() === '') {
      if (connection.status !== 'live') client.reconnect();
      return this.#dismiss();
    }
    if (isQuit(editor.text)) return this.#program.quit();
    const help = isHelp(editor.text) ? 0 : undefined;
    const place = placeOf(this.#state);
    if (help === undefined && !this.#say(editor.text)) return;
    this.#screen.update((ui) => ({
      ...withAnchor(withEditor(ui, current, submitted(editor)), current, 'bottom'),
      help,
    }));
    if (placeOf(this.#state) !== place && place !== current) {
      this.#screen.update((ui) => withAnchor(ui, place, undefined));
    }
  }

  /** To the program, if it is a command of its own; else to the client core. */
  #say(text: string): boolean {
    const own = readOwn(text);
    if (own === undefined) return this.#screen.client.submit(text);
    if ('problem' in own) this.#screen.client.notice(own.problem, 'problem');
    else if ('help' in own) this.#screen.client.notice(own.help);
    else own.run(this.#program.own);
    return !('problem' in own);
  }

  #complete(by: 1 | -1): void {
    const editor = this.#editor;
    const { current } = this.#state;
    const { completion } = this.#screen.ui;
    const next = complete(editor.text, editor.cursor, by, vocabularyOf(this.#state), completion);
    if (next === undefined) return;
    const edited = replaced(editor, next.text, next.cursor);
    this.#screen.update((ui) => withEditor(ui, current, edited, next));
  }

  #scroll(delta: number): void {
    const { help } = this.#screen.ui;
    if (help !== undefined) {
      const { helpEnd } = this.#screen.view();
      const next = Math.max(0, Math.min(helpEnd, help + delta));
      this.#screen.update((ui) => ({ ...ui, help: next }));
      return;
    }
    const { rows, paneHeight, anchor } = this.#screen.view();
    this.#scrollTo(scrolled(rows, anchor, delta, paneHeight));
    if (delta > 0) this.#arriveAtNow();
  }

  /** A visit holds its place when newer pages come: their end is not where it is heading. */
  #scrollTo(anchor: Anchor): void {
    const { rows } = this.#screen.view();
    const state = this.#state;
    const held = visitShown(state) ? fixed(rows, anchor) : anchor;
    this.#screen.update((ui) => withAnchor(ui, placeOf(state), held));
  }

  /** Who has scrolled through to what the room says now is back. */
  #arriveAtNow(): void {
    const visit = visitShown(this.#state);
    const isThere = visit && isAtNow(visit, this.#state.rooms.get(visit.room));
    if (isThere && this.#screen.view().hasLast) this.#scrollLast();
  }

  #scrollFirst(): void {
    const { rows, paneHeight } = this.#screen.view();
    this.#scrollTo(atFirst(rows, paneHeight));
  }

  /** What the room says now, also out of a visit. */
  #scrollLast(): void {
    const { current } = this.#state;
    this.#endVisit();
    this.#screen.update((ui) => withAnchor(ui, current, 'bottom'));
  }

  #endVisit(): void {
    const place = placeOf(this.#state);
    if (!visitShown(this.#state)) return;
    this.#screen.client.endVisit();
    this.#screen.update((ui) => withAnchor(ui, place, undefined));
  }

  #goTo(room: string | undefined): void {
    if (room === undefined) return;
    this.#screen.client.show(room);
    this.#screen.update((ui) => ({ ...ui, completion: undefined, help: undefined }));
  }

  #toggleHelp(): void {
    this.#screen.update((ui) => ({ ...ui, help: ui.help === undefined ? 0 : undefined }));
  }

  /** What lies on top goes: the help or a completion, then an edit, then a visit. */
  #dismiss(): void {
    const { help, completion } = this.#screen.ui;
    const isCovered = help !== undefined || completion !== undefined;
    this.#screen.update((ui) => ({ ...ui, help: undefined, completion: undefined }));
    if (isCovered) return;
    if (this.#editUnderWay) this.#endEdit();
    else if (visitShown(this.#state)) this.#scrollLast();
  }

  #endEdit(): void {
    const { current } = this.#state;
    if (this.#editUnderWay) this.#screen.update((ui) => endEdit(ui, current));
  }

  /** The first Ctrl-C empties the line (Ctrl-Y brings it back), the second quits. */
  #interrupt(): void {
    if (this.#disarm !== undefined) return this.#program.quit();
    this.#edit(edits['kill-all'](this.#editor));
    this.#endEdit();
    this.#screen.update((ui) => ({ ...ui, hint: quitHint }));
    this.#disarm = this.#setTimer(quitWaitMs, () => {
      this.#disarm = undefined;
      this.#screen.update((ui) => ({ ...ui, hint: '' }));
    });
  }

  #focus(hasFocus: boolean): void {
    this.#screen.update((ui) => ({ ...ui, hasFocus }));
  }
}

/** What Tab can offer: people who spoke last come first. */
function vocabularyOf(state: State): Vocabulary {
  const rooms = new Set([...state.rooms.keys(), ...state.directory.map((room) => room.name)]);
  return {
    commands: [...commands, ...ownCommands].map((command) => `/${command.name}`),
    rooms: [...rooms].filter((name) => !name.startsWith('@')).map((name) => `#${name}`),
    names: namesOf(state),
    argumentsOf: ownChoices,
  };
}

/** So many of the newest items are looked through for who spoke last. */
const recentItems = 100;

function namesOf(state: State): string[] {
  const room = state.rooms.get(state.current);
  if (room === undefined) return [];
  const { items } = room.timeline;
  const spoke = items
    .slice(Math.max(0, items.length - recentItems))
    .flatMap((item) => (item.type === 'message' ? [item.sender] : []))
    .reverse();
  const names = new Set([...spoke, ...room.members.map((member) => member.name)]);
  return [...names].filter((name) => foldName(name) !== foldName(state.me.name));
}
