// What must not be in the page, whatever others write: elements and attributes that are not ours, and text out of its place.

/** Every element that our own page is made of. */
const elements = [
  ...['div', 'span', 'section', 'main', 'nav', 'aside', 'header', 'footer', 'article', 'dialog'],
  ...['h1', 'h2', 'h3', 'p', 'pre', 'code', 'blockquote', 'bdi', 'strong', 'mark', 'kbd', 'time'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'button', 'form', 'label', 'input', 'textarea'],
  ...['fieldset', 'legend', 'select', 'option', 'svg', 'path', 'noscript'],
];

/** And every attribute, besides `aria-` and `data-`. `style` is only on what the list lays out. */
const attributes = [
  ...['class', 'id', 'role', 'title', 'dir', 'tabindex', 'type', 'href', 'target', 'rel'],
  ...['datetime', 'rows', 'placeholder', 'maxlength', 'autocomplete', 'enterkeyhint', 'for'],
  ...['name', 'value', 'autocapitalize', 'spellcheck', 'open', 'inert', 'viewBox', 'd', 'style'],
  ...['autofocus', 'novalidate', 'readonly', 'checked', 'selected', 'hidden'],
];

/** What drives a terminal, turns text round, or hides: shown as words, never as it is. */
const raw =
  '/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]/';

/** An expression: sentences that say what is amiss on the page as it is now. */
export const pageFaults = `(() => {
  const faults = [];
  const elements = new Set(${JSON.stringify(elements)});
  const attributes = new Set(${JSON.stringify(attributes)});
  const raw = ${raw};
  const short = (text) => JSON.stringify(text.slice(0, 100));
  for (const it of document.body.querySelectorAll('*')) {
    if (it.localName === 'script' || !elements.has(it.localName)) faults.push('element ' + short(it.outerHTML));
    for (const { name, value } of it.attributes) {
      if (!attributes.has(name) && !/^(?:aria|data)-[a-z]+$/.test(name)) faults.push('attribute ' + name + ' of ' + short(it.outerHTML));
      if (name !== 'data-key' && raw.test(value)) faults.push('raw ' + name + ' ' + short(value));
    }
    if (it.hasAttribute('style') && !it.closest('.messages > div')) faults.push('style of ' + short(it.outerHTML));
    if (it.localName === 'a' && (!/^(?:https?:|mailto:)/.test(it.href) || !/noopener/.test(it.rel) || it.target !== '_blank'))
      faults.push('link ' + short(it.outerHTML));
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (raw.test(walker.currentNode.data)) faults.push('raw text ' + short(walker.currentNode.data));
  for (const it of [document.scrollingElement, ...document.querySelectorAll('.app, .talk, .head, .messages, .rooms, .people, .composer, .status, dialog, .menu')])
    if (it.scrollWidth > it.clientWidth + 1 && it.checkVisibility()) faults.push('too wide by ' + (it.scrollWidth - it.clientWidth) + ': ' + it.className + ' ' + it.localName);
  const rows = [...document.querySelectorAll('.messages article')]
    .map((row) => ({ row, box: row.getBoundingClientRect() }))
    .filter(({ row }) => row.checkVisibility({ visibilityProperty: true }))
    .sort((one, other) => one.box.top - other.box.top);
  for (const [index, { row, box }] of rows.entries()) {
    const before = rows[index - 1];
    if (before && before.box.bottom > box.top + 1) faults.push('a row on another: ' + short(row.outerHTML));
  }
  return faults;
})()`;
