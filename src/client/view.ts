// The whole screen as a function of state: what each region shows, line by line.
import { showDay } from '../sdk/local-time.ts';
import type { RowMaker } from '../sdk/rows.ts';
import type { State } from '../sdk/state.ts';
import { shownIn, visitShown } from '../sdk/visit.ts';
import { truncate } from './cells.ts';
import { headerText, inputRule, ruleLabel, visitLabel } from './frame-lines.ts';
import { helpLines } from './help-lines.ts';
import { inputView } from './input-view.ts';
import { type Layout, layoutFor, paneHeight } from './layout.ts';
import { codePoints, maxCodePoints } from './line-editor.ts';
import type { Pane } from './pane.ts';
import { pickLabel } from './pick-label.ts';
import { currentTitle, peerStatus } from './rooms.ts';
import { safeText } from './safe-text.ts';
import { sidebarLines } from './sidebar-lines.ts';
import { statusText } from './status-text.ts';
import type { Theme } from './theme.ts';
import { anchorOf, editorOf, placeOf, type Ui } from './ui.ts';
import { type Anchor, around, type Rows, windowOf } from './viewport.ts';

export interface Frame {
  readonly state: State;
  readonly ui: Ui;
}

/** What drawing needs beside the frame; the makers keep what they have made. */
export interface ViewTools {
  readonly theme: Theme;
  readonly address: string;
  readonly makeRows: RowMaker;
  readonly pane: Pane;
}

/** What is seen. */
export interface Picture {
  readonly layout: Layout;
  /** Empty where it is folded away. */
  readonly sidebar: string;
  readonly header: string;
  readonly pane: string;
  readonly rule: string;
  readonly input: string;
  readonly status: string;
  readonly cursor: { readonly x: number; readonly y: number };
}

/** What is seen, and what keys and scrolling need to know of it. */
export interface View extends Picture {
  readonly paneHeight: number;
  readonly rows: Rows;
  /** Older rows than those held will be wanted: somebody scrolls towards them, or the pane is not full. */
  readonly wantsOlder: boolean;
  /** The same in the other direction, of a visit. */
  readonly wantsNewer: boolean;
  /** What is scrolled stands there; of a visit never at the bottom, which is not where it ends. */
  readonly anchor: Anchor;
  /** As far as the help can be scrolled; 0 while it is closed. */
  readonly helpEnd: number;
  /** The newest line of what is shown is on the screen. */
  readonly hasLast: boolean;
}

/** Whether drawing the one over the other would change nothing. */
export function isSamePicture(one: Picture, other: Picture): boolean {
  const regions = ['sidebar', 'header', 'pane', 'rule', 'input', 'status'] as const;
  return (
    one.layout.columns === other.layout.columns &&
    one.layout.rows === other.layout.rows &&
    one.cursor.x === other.cursor.x &&
    one.cursor.y === other.cursor.y &&
    regions.every((region) => one[region] === other[region])
  );
}

const prompt = '> ';
/** Of a message that is being edited. */
const editPrompt = '✎ ';

export function viewOf({ state, ui }: Frame, tools: ViewTools): View {
  const layout = layoutFor(ui.columns, ui.rows);
  const editor = editorOf(ui, state.current);
  const input = inputView(editor, layout.mainWidth - 1 - prompt.length, layout.maxInputRows);
  const height = paneHeight(layout, input.lines.length);
  const rows = rowsOf(state, layout, tools);
  const visit = visitShown(state);
  const start = visit === undefined ? 'bottom' : around(rows, `s${visit.seq}`, height);
  const anchor = anchorOf(ui, placeOf(state)) ?? start;
  const window = windowOf(rows, anchor, height);
  const below = window.hasLast ? 0 : rows.count - 1 - window.lastRow;
  const room = state.rooms.get(state.current);
  const help = ui.help === undefined ? [] : helpLines(layout.mainWidth, tools.theme, ui.keymap);
  const helpEnd = Math.max(0, help.length - height);
  const from = Math.min(ui.help ?? 0, helpEnd);
  const isEditing = ui.edits.has(state.current);
  const label = ruleLabel({
    text: editor.text,
    helpBelow: ui.help === undefined ? undefined : helpEnd - from,
    completion: ui.completion,
    isEditing,
    picked: pickLabel(editor.text, state),
    visit: visit && visitLabel(visit, room?.unread ?? 0),
    below,
    isLoadingOlder: room?.isLoadingOlder ?? false,
    room: maxCodePoints - codePoints(editor.text),
  });
  const lines = ui.help === undefined ? window.lines : help.slice(from, from + height);
  const top = (layout.hasHeader ? 1 : 0) + (layout.hasHeaderRule ? 1 : 0);
  return {
    layout,
    sidebar: sidebarText(state, layout, height + top, tools),
    header: headText(state, layout, tools, (window.firstRow + window.lastRow) >> 1),
    pane: filled(lines, height, ui.help === undefined).join('\n'),
    rule: layout.hasInputRule ? inputRule(label, layout.mainWidth, tools.theme) : '',
    input:
      editor.text === '' && !isEditing
        ? placeholder(state, layout, tools.theme)
        : prompted(input.lines, isEditing ? editPrompt : prompt, tools.theme),
    status: layout.hasStatus ? statusOf(state, ui, layout, tools) : '',
    cursor: {
      x: layout.columns - layout.mainWidth + 1 + prompt.length + input.cursor.x,
      y: top + height + (layout.hasInputRule ? 1 : 0) + input.cursor.y,
    },
    paneHeight: height,
    rows,
    helpEnd,
    wantsOlder: anchor === 'bottom' ? window.lines.length < height : window.firstRow < height,
    wantsNewer: visit !== undefined && rows.count - 1 - window.lastRow < height,
    hasLast: window.hasLast,
    anchor,
  };
}

function rowsOf(state: State, layout: Layout, { makeRows, pane, theme }: ViewTools): Rows {
  const shown = shownIn(state);
  if (shown === undefined)
    return { count: 0, keyAt: () => '', indexOf: () => -1, linesAt: () => [''] };
  return pane.over(makeRows(shown, state.me), { layout, theme, me: state.me.name });
}

/** Exactly `height` lines; a conversation stands at the bottom, a text at the top. */
function filled(lines: readonly string[], height: number, atBottom: boolean): string[] {
  const blank = Array<string>(Math.max(0, height - lines.length)).fill('');
  return atBottom ? [...blank, ...lines] : [...lines, ...blank];
}

function headText(state: State, layout: Layout, tools: ViewTools, row: number): string {
  const { theme } = tools;
  if (!layout.hasHeader) return '';
  const around = visitShown(state) && aroundWords(state, tools, row);
  const head = headerText(state, layout.mainWidth, theme, around);
  return layout.hasHeaderRule ? `${head}\n${theme.dim('─'.repeat(layout.mainWidth))}` : head;
}

/** Of a visit: the day of what is seen. */
function aroundWords(state: State, { makeRows }: ViewTools, index: number): string {
  const shown = shownIn(state);
  const row = shown && makeRows(shown, state.me).at(index);
  return row === undefined ? 'loading…' : `around ${showDay(row.date)}`;
}

/** The sidebar with its rule, down to the status line; the rule is joined to the lines that meet it. */
function sidebarText(
  state: State,
  layout: Layout,
  inputRuleAt: number,
  { theme }: ViewTools,
): string {
  if (layout.sidebarWidth === 0) return '';
  const height = layout.rows - (layout.hasStatus ? 1 : 0);
  const joints = [layout.hasHeaderRule ? 1 : -1, layout.hasInputRule ? inputRuleAt : -1];
  return sidebarLines(state, layout.sidebarWidth, height, theme)
    .map((line, index) => line + theme.dim(joints.includes(index) ? '├' : '│'))
    .join('\n');
}

function prompted(lines: readonly string[], sign: string, theme: Theme): string {
  const lead = (index: number) => (index === 0 ? theme.accent(sign) : ' '.repeat(prompt.length));
  return lines.map((line, index) => ` ${lead(index)}${line}`).join('\n');
}

function placeholder(state: State, layout: Layout, theme: Theme): string {
  const words = truncate(placeholderWords(state), layout.mainWidth - 2 - prompt.length);
  return ` ${theme.accent(prompt)}${theme.dim(words)}`;
}

function placeholderWords(state: State): string {
  if (state.connection.status !== 'live') return 'Not connected: what you write is sent later';
  const room = state.rooms.get(state.current);
  const title = safeText(currentTitle(state));
  const isAlone = room !== undefined && peerStatus(room, state.me.name) === 'not here';
  return isAlone
    ? `${title} is not here now, and can read it later`
    : `Message ${title} (F1: help)`;
}

function statusOf(state: State, ui: Ui, layout: Layout, { theme, address }: ViewTools): string {
  const namesRooms = layout.sidebarWidth === 0;
  return statusText(
    { state, address, now: ui.now, hint: ui.hint, namesRooms },
    layout.columns,
    theme,
  );
}
