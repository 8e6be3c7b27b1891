// What the line over the input says: what helps with what is being written, or what is below.

import { isGone, isMine, textNow } from '../sdk/fold.ts';
import { seqOfKey } from '../sdk/row.ts';
import type { State } from '../sdk/state.ts';
import { findMessage } from '../sdk/timeline.ts';
import { revisionIn, shownIn, visitShown } from '../sdk/visit.ts';
import { shownKey } from '../ui/key-names.ts';
import { linksIn } from '../ui/links.ts';
import { pickLabel } from '../ui/pick-label.ts';
import { safeText } from '../ui/safe-text.ts';
import { cellWidth, joinFitting, truncate, truncateBefore } from './cells.ts';
import { type RuleInput, ruleLabel, visitLabel } from './frame-lines.ts';
import { codePoints, maxCodePoints } from './line-editor.ts';
import type { Overlay, Picker, Prompt } from './overlay.ts';
import type { Over } from './overlay-lines.ts';
import { editorOf, type Ui } from './ui.ts';

export interface LabelInput {
  readonly state: State;
  readonly ui: Ui;
  readonly over: Over;
  /** Rows below the window. */
  readonly below: number;
  /** The cells that there are for it. */
  readonly width: number;
}

const pickerLabels = {
  rooms: 'go to · Enter goes there, Esc back',
  history: 'what you wrote · Enter takes it, Esc back',
  emoji: 'react · Enter gives it, Esc back',
  links: 'open · Enter opens it, Esc back',
} as const;

export function ruleLabelOf(input: LabelInput): string {
  const { state, ui, over, below, width } = input;
  const { overlay } = ui;
  if (ui.chord !== '') return `${shownKey(ui.chord)} …`;
  const label = overlay && overlayLabel(overlay, over, width);
  if (label !== undefined) return label;
  if (ui.focus.on === 'messages') return selectionLabel(state, ui.focus.key, width);
  if (ui.focus.on !== 'line') return '↑↓ choose · Enter opens · Esc back';
  const { text } = editorOf(ui, state.current);
  const room = state.rooms.get(state.current);
  const visit = visitShown(state);
  const composing = ui.composing.get(state.current);
  const rule: RuleInput = {
    text,
    menuPlace: over.menuPlace,
    hasMenu: over.menu.length > 0,
    isEditing: composing?.does === 'edit',
    answers: composing?.does === 'reply' ? `${composing.sender}: ${composing.text}` : undefined,
    picked: pickLabel(text, state),
    visit: visit && visitLabel(visit, room, width),
    below,
    isLoadingOlder: room?.isLoadingOlder ?? false,
    room: maxCodePoints - codePoints(text),
    isArmed: ui.focus.isArmed === true,
    width,
  };
  return ruleLabel(rule);
}

function overlayLabel(overlay: Overlay, { menu, menuPlace, sheetBelow }: Over, width: number) {
  if (overlay.kind === 'question')
    return truncateBefore(' Enter: yes · Esc: no', safeText(overlay.text), width);
  if (overlay.kind === 'prompt') return promptLabel(overlay, width);
  if (overlay.kind === 'sheet') return sheetBelow > 0 ? `↓ ${sheetBelow} more lines (PgDn)` : '';
  if (menu.length === 0) return emptyLabel(overlay);
  return [pickerLabels[overlay.picks.list], menuPlace].filter(Boolean).join(' · ');
}

function promptLabel({ note }: Prompt, width: number): string {
  const keys = 'typed unseen · Enter gives it · Esc leaves';
  return note === '' ? keys : truncate(safeText(note), width);
}

/** Nothing that is offered fits; a room that does not exist can be made. */
function emptyLabel({ picks, query }: Picker): string {
  const isNewRoom = picks.list === 'rooms' && query.text.trim() !== '';
  return isNewRoom
    ? 'no such room or person · Enter makes the room, Esc back'
    : 'nothing fits · Esc back';
}

/** What can be done with the message that is selected; where there is little room, in fewer words. */
function selectionLabel(state: State, key: string, width: number): string {
  const timeline = shownIn(state)?.timeline;
  const message = timeline && findMessage(timeline, seqOfKey(key) ?? 0);
  if (!message) return '';
  const revision = revisionIn(state, state.current, message.seq);
  if (isGone(message, revision)) return 'i info  Esc back';
  const isOwn = isMine(message, state.me) && message.kind !== 'topic';
  const can = [
    'r reply',
    '+ react',
    ...(isOwn ? ['e edit', 'd delete'] : []),
    'y copy',
    ...(linksIn(textNow(message, revision)).length > 0 ? ['o open'] : []),
    'i info',
  ];
  const whole = [...can, 'Esc back'].join('  ');
  return cellWidth(whole) <= width ? whole : joinFitting(can, '  ', width);
}
