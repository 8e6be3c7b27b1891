// The pane stays where one reads, whatever comes, goes or changes its height.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grownAtStart } from '../../../src/web/pane/place.ts';
import { Scroller } from '../../../src/web/pane/scroller.ts';
import { FakePane, rowsOf, upTo } from './fake-pane.ts';

function paneAt(last = 100) {
  const scroller = new Scroller('newest');
  const pane = new FakePane(scroller);
  pane.draw(rowsOf(upTo(last)));
  return { scroller, pane };
}

test('at the newest it follows what comes, and what grows', () => {
  const { pane } = paneAt();
  assert.equal(pane.fromEnd, 0);
  pane.draw(rowsOf(upTo(130)));
  assert.equal(pane.fromEnd, 0);
  pane.heights.set('s130', 400);
  pane.draw(rowsOf(upTo(130)));
  assert.equal(pane.fromEnd, 0);
  pane.clientHeight = 200;
  pane.draw(rowsOf(upTo(130)));
  assert.equal(pane.fromEnd, 0);
});

test('scrolled up, what is read stays while messages come below and older ones load above', () => {
  const { pane } = paneAt();
  pane.scroll(1_000);
  const before = pane.topOf('s50');
  pane.draw(rowsOf(upTo(140)));
  assert.equal(pane.topOf('s50'), before);
  pane.draw(rowsOf(upTo(140, -99)));
  assert.equal(pane.topOf('s50'), before);
});

test('what is read stays while rows above it change their height, and the pane its own', () => {
  const { pane } = paneAt();
  pane.scroll(1_000);
  const top = pane.topOf('s48');
  pane.heights.set('s10', 300);
  pane.heights.set('s20', 90);
  pane.draw(rowsOf(upTo(100)));
  assert.equal(pane.topOf('s48'), top);
  pane.clientHeight = 300;
  pane.draw(rowsOf(upTo(100)));
  assert.equal(pane.topOf('s48'), top);
});

test('when the oldest are dropped what is read stays; what was read itself gives way to what is next', () => {
  const { pane, scroller } = paneAt();
  pane.scroll(1_000);
  const top = pane.topOf('s60');
  pane.draw(rowsOf(upTo(120, 30)));
  assert.equal(pane.topOf('s60'), top);
  pane.draw(rowsOf(upTo(120, 70)));
  assert.equal(scroller.seen.get().first, 0);
});

test('come back to where a high row was read, it is in sight before its height is known, then as it was', () => {
  const scroller = new Scroller({ key: 's50', order: 50, at: 120 });
  const pane = new FakePane(scroller);
  pane.draw(rowsOf(upTo(100)));
  assert.equal(pane.topOf('s50'), -19);
  pane.heights.set('s50', 200);
  pane.draw(rowsOf(upTo(100)));
  assert.equal(pane.topOf('s50'), -120);
});

test('who scrolls back to the end follows it again', () => {
  const { pane } = paneAt();
  pane.scroll(200);
  pane.draw(rowsOf(upTo(110)));
  assert.notEqual(pane.fromEnd, 0);
  pane.scroll(pane.scrollHeight);
  pane.draw(rowsOf(upTo(150)));
  assert.equal(pane.fromEnd, 0);
});

test('a wheel turned up is not pulled back by what comes before it has moved anything', () => {
  const { pane, scroller } = paneAt();
  const top = pane.topOf('s90');
  scroller.hold();
  pane.draw(rowsOf(upTo(160)));
  assert.equal(pane.topOf('s90'), top);
});

test('while it is held at the end it does not follow; let go of, it does', () => {
  const { pane, scroller } = paneAt();
  scroller.isHeld = true;
  scroller.show(99);
  pane.draw(rowsOf(upTo(101)));
  assert.equal(pane.fromEnd, 20);
  pane.scroll(pane.scrollHeight);
  scroller.isHeld = false;
  scroller.follow();
  pane.draw(rowsOf(upTo(105)));
  assert.equal(pane.fromEnd, 0);
});

test('a row in the middle stays there while heights become known', () => {
  const { pane, scroller } = paneAt();
  scroller.goToRow(49, 'middle');
  assert.equal(pane.topOf('s50'), 240);
  for (const seq of upTo(49)) pane.heights.set(`s${seq}`, 35);
  pane.draw(rowsOf(upTo(100)));
  assert.equal(pane.topOf('s50'), 240);
});

test('a row is shown by scrolling no further than it takes', () => {
  const { pane, scroller } = paneAt();
  pane.scroll(1_000);
  scroller.show(55);
  assert.equal(pane.scrollTop, 1_000);
  scroller.show(20);
  assert.equal(pane.topOf('s21'), 0);
  scroller.show(80);
  assert.equal(pane.topOf('s81'), 480);
});

test('rows that came before those held, and those that were dropped, are counted', () => {
  assert.equal(grownAtStart(rowsOf(upTo(10, 5)), rowsOf(upTo(12, 1))), 4);
  assert.equal(grownAtStart(rowsOf(upTo(10, 1)), rowsOf(upTo(12, 4))), -3);
  assert.equal(grownAtStart(rowsOf(upTo(10)), rowsOf(upTo(12))), 0);
  assert.equal(grownAtStart(rowsOf([]), rowsOf(upTo(12))), 0);
  assert.equal(grownAtStart(rowsOf(upTo(3)), rowsOf(upTo(12, 9))), 0);
});
