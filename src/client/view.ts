// The whole screen as a function of state: what each region shows, line by line.
import { showDay } from '../sdk/local-time.ts';
import { messageKey } from '../sdk/row.ts';
import type { RowMaker, Rows as Timeline } from '../sdk/rows.ts';
import type { State } from '../sdk/state.ts';
import { shownIn, visitShown } from '../sdk/visit.ts';
import { truncate } from './cells.ts';
import { headerText, inputRule, labelWidth } from './frame-lines.ts';
import { inputView } from './input-view.ts';
import { type Layout, layoutFor, paneHeight } from './layout.ts';
import { type LineShown, lineShown, promptWidth } from './line-shown.ts';
import type { Look, LookMaker } from './look.ts';
import { overlayLines } from './overlay-lines.ts';
import type { Pane } from './pane.ts';
import { isMuted } from './preferences.ts';
import { linesBefore } from './row-lines.ts';
import { ruleLabelOf } from './rule-label.ts';
import { markSelected } from './selected-lines.ts';
import { sidebarLines } from './sidebar-lines.ts';
import { statusText } from './status-text.ts';
import type { Theme } from './theme.ts';
import { anchorOf, placeOf, type Ui } from './ui.ts';
import { type Anchor, around, type Rows, type Window, windowOf } from './viewport.ts';

export interface Frame {
  readonly state: State;
  readonly ui: Ui;
}

/** What drawing needs beside the frame; the makers keep what they have made. */
export interface ViewTools {
  readonly lookFor: LookMaker;
  readonly address: string;
  readonly makeRows: RowMaker;
  readonly pane: Pane;
}

/** What is seen. */
export interface Picture {
  readonly layout: Layout;
  /** Empty where it is folded away. */
  readonly sidebar: readonly string[];
  readonly header: string;
  readonly pane: readonly string[];
  readonly rule: string;
  readonly input: readonly string[];
  readonly status: string;
  /** In the input's lines. */
  readonly cursor: { readonly x: number; readonly y: number };
}

/** What is seen, and what keys and scrolling need to know of it. */
export interface View extends Picture {
  readonly paneHeight: number;
  readonly rows: Rows;
  /** What the rows are made of; undefined where no room is open. */
  readonly timeline: Timeline | undefined;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Older rows than those held will be wanted: somebody scrolls towards them, or the pane is not full. */
  readonly wantsOlder: boolean;
  /** The same in the other direction, of a visit. */
  readonly wantsNewer: boolean;
  /** What is scrolled stands there; of a visit never at the bottom, which is not where it ends. */
  readonly anchor: Anchor;
  /** As far as the text over the messages can be scrolled; 0 while there is none. */
  readonly sheetEnd: number;
  /** Words that the one at the cursor could become are offered. */
  readonly hasSuggestions: boolean;
  /** The newest line of what is shown is on the screen. */
  readonly hasLast: boolean;
}

/** The messages that are seen, and where they stand among the others. */
interface Scene {
  readonly rows: Rows;
  readonly timeline: Timeline | undefined;
  readonly anchor: Anchor;
  readonly window: Window;
}

export function viewOf(frame: Frame, tools: ViewTools): View {
  const { state, ui } = frame;
  const look = tools.lookFor(ui.preferences, ui.ground, state.colours);
  const { theme } = look;
  const layout = layoutFor(ui.columns, ui.rows, wantedSidebar(ui));
  const line = lineShown(state, ui, layout, theme);
  const input = inputView(line.editor, layout.mainWidth - 1 - promptWidth, layout.maxInputRows);
  const height = paneHeight(layout, input.lines.length);
  const scene = sceneOf(frame, layout, height, look, tools);
  const { rows, timeline, anchor, window } = scene;
  const over = overlayLines({ ...frame, timeline, width: layout.mainWidth, height }, theme);
  const label = ruleLabelOf({
    ...frame,
    over,
    below: belowOf(scene),
    width: labelWidth(layout.mainWidth),
  });
  const below = selectedBelow(scene, ui);
  const told = layout.hasInputRule ? '' : toldOnBare(ui, label, layout.mainWidth, theme);
  const top = (layout.hasHeader ? 1 : 0) + (layout.hasHeaderRule ? 1 : 0);
  const wantsFull = anchor === 'bottom' && window.lines.length < height;
  return {
    layout,
    sidebar: sidebarOf(frame, layout, height + top, theme),
    header: headText(state, layout, tools, theme, (window.firstRow + window.lastRow) >> 1),
    pane: withTold(over.sheet ?? withMenu(filled(window.lines, height), over.menu, below), told),
    rule: layout.hasInputRule ? inputRule(label, layout.mainWidth, theme) : '',
    input: inputLines(line, input.lines),
    status: layout.hasStatus ? statusOf(frame, layout, tools.address, theme) : '',
    cursor: { x: 1 + promptWidth + input.cursor.x, y: input.cursor.y },
    paneHeight: height,
    rows,
    timeline,
    firstRow: window.firstRow,
    lastRow: window.lastRow,
    sheetEnd: over.sheetEnd,
    hasSuggestions: over.hasSuggestions,
    wantsOlder: wantsFull || (anchor !== 'bottom' && window.firstRow < height),
    wantsNewer: visitShown(state) !== undefined && rows.count - 1 - window.lastRow < height,
    hasLast: window.hasLast,
    anchor,
  };
}

function sceneOf(
  { state, ui }: Frame,
  layout: Layout,
  height: number,
  look: Look,
  tools: ViewTools,
): Scene {
  const shown = shownIn(state);
  const timeline = shown && tools.makeRows(shown, state.me);
  const rows = timeline
    ? tools.pane.over(timeline, { layout, me: state.me.name, ...look })
    : noRows;
  const visit = visitShown(state);
  const start = visit === undefined ? 'bottom' : around(rows, messageKey(visit.seq), height);
  const anchor = anchorOf(ui, placeOf(state)) ?? start;
  const marked = withSelection(rows, timeline, ui, layout.mainWidth, look.theme);
  return { rows, timeline, anchor, window: windowOf(marked, anchor, height) };
}

const noRows: Rows = { count: 0, keyAt: () => '', indexOf: () => -1, linesAt: () => [''] };

/** As the person has folded it, or prefers it; undefined: as the width has it. */
function wantedSidebar({ sidebar, preferences }: Ui): 'on' | 'off' | undefined {
  if (sidebar !== undefined) return sidebar;
  return preferences.sidebar === 'auto' ? undefined : preferences.sidebar;
}

/** Lines are kept without the mark of the one that is selected. */
function withSelection(
  rows: Rows,
  timeline: Timeline | undefined,
  { focus }: Ui,
  width: number,
  theme: Theme,
): Rows {
  const selected = focus.on === 'messages' ? rows.indexOf(focus.key) : -1;
  const row = timeline?.at(selected);
  if (row === undefined) return rows;
  return {
    ...rows,
    linesAt: (index) => {
      const lines = rows.linesAt(index);
      if (index !== selected) return lines;
      const head = linesBefore(row);
      return [...lines.slice(0, head), ...markSelected(lines.slice(head), width, theme)];
    },
  };
}

/** Rows below the window. */
function belowOf({ rows, window }: Scene): number {
  return window.hasLast ? 0 : rows.count - 1 - window.lastRow;
}

/** Exactly `height` lines, what there is at the bottom. */
function filled(lines: readonly string[], height: number): string[] {
  return [...Array<string>(Math.max(0, height - lines.length)).fill(''), ...lines];
}

/**
 * Over the last lines, next to the input; what is selected moves up before it is covered.
 * @param below the lines below what is selected
 */
function withMenu(
  lines: readonly string[],
  menu: readonly string[],
  below: number,
): readonly string[] {
  if (menu.length === 0) return lines;
  const up = Math.max(0, menu.length - below);
  return [...lines.slice(up, lines.length - menu.length + up), ...menu];
}

/** Infinity where no message is selected. */
function selectedBelow({ rows, window }: Scene, { focus }: Ui): number {
  const selected = focus.on === 'messages' ? rows.indexOf(focus.key) : -1;
  if (selected === -1) return Number.POSITIVE_INFINITY;
  let below = 0;
  for (let row = selected + 1; row <= window.lastRow; row += 1) below += rows.linesAt(row).length;
  return below;
}

/** On a screen without rule and status line: what must be known before the next key. */
function toldOnBare({ overlay, hint }: Ui, label: string, width: number, theme: Theme): string {
  const isAsked = overlay?.kind === 'question' || overlay?.kind === 'prompt';
  const words = isAsked ? label : hint;
  return words === '' ? '' : ` ${theme.warning(truncate(words, width - 1))}`;
}

/** In place of the last line. */
function withTold(lines: readonly string[], told: string): readonly string[] {
  return told === '' ? lines : [...lines.slice(0, -1), told];
}

function headText(
  state: State,
  layout: Layout,
  tools: ViewTools,
  theme: Theme,
  row: number,
): string {
  if (!layout.hasHeader) return '';
  const around = visitShown(state) && aroundWords(state, tools, row);
  const head = headerText(state, layout.mainWidth, theme, around);
  return layout.hasHeaderRule ? `${head}\n${theme.rule('─'.repeat(layout.mainWidth))}` : head;
}

/** Of a visit: the day of what is seen. */
function aroundWords(state: State, { makeRows }: ViewTools, index: number): string {
  const shown = shownIn(state);
  const row = shown && makeRows(shown, state.me).at(index);
  return row === undefined ? 'loading…' : `around ${showDay(row.date)}`;
}

/** The sidebar with its rule, down to the status line; the rule is joined to the lines that meet it. */
function sidebarOf(
  { state, ui }: Frame,
  layout: Layout,
  inputRuleAt: number,
  theme: Theme,
): string[] {
  if (layout.sidebarWidth === 0) return [];
  const height = layout.rows - (layout.hasStatus ? 1 : 0);
  const joints = [layout.hasHeaderRule ? 1 : -1, layout.hasInputRule ? inputRuleAt : -1];
  return sidebarLines(state, layout.sidebarWidth, height, theme, ui).map(
    (line, index) => line + theme.rule(joints.includes(index) ? '├' : '│'),
  );
}

function inputLines({ sign, placeholder }: LineShown, lines: readonly string[]): string[] {
  if (placeholder !== undefined) return [` ${sign}${placeholder}`];
  return lines.map((line, index) => ` ${index === 0 ? sign : ' '.repeat(promptWidth)}${line}`);
}

function statusOf({ state, ui }: Frame, layout: Layout, address: string, theme: Theme): string {
  const namesRooms = layout.sidebarWidth === 0;
  const isMutedRoom = (room: string) => isMuted(ui.preferences, room);
  const input = { state, address, now: ui.now, hint: ui.hint, namesRooms, isMuted: isMutedRoom };
  return statusText(input, layout.columns, theme);
}
