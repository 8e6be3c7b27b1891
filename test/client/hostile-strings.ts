// Texts that would do something to a terminal that took them as they are, from a table of what terminals know.

const esc = '\u001b';
const bell = '\u0007';
const st = `${esc}\\`;

/** Control sequences: moving, erasing, scrolling, modes, reports, the title's stack, resizing. */
const csi = [
  ...['2J', '3J', 'J', 'K', 'H', '10;10H', '99A', '99B', '99C', '99D', '5G', '5d', 'E', 'F', 'Z'],
  ...['99M', '99L', '99P', '99X', '99@', '10S', '10T', '1;5r', '2;9s', 's', 'u', '99b', '3g'],
  ...['31m', '8m', '7m', '38;2;0;0;0m', '38:2::0:0:0m', '4:3m', '0m', '?5m'],
  ...['4h', '20h', '?1049h', '?1049l', '?47h', '?25l', '?5h', '?7h', '?6h', '?69h', '?3h'],
  ...['?1000h', '?1003h', '?1006h', '?2004l', '?1004l', '?2026h', '?2031h', '?9001h'],
  ...[
    '6n',
    '5n',
    'c',
    '>c',
    '=c',
    '?u',
    '>5u',
    '<9u',
    '>4;2m',
    '?1007$p',
    '>q',
    '14t',
    '18t',
    '21t',
  ],
  ...[
    '8;1;1t',
    '2t',
    '22;0t',
    '23;0t',
    '!p',
    '2 q',
    '1$r',
    '61"p',
    '1;1;5;5$z',
    '1*x',
    '0%q',
    'i',
    '5i',
  ],
];

/** Commands to the terminal's own program: title, links, clipboard, notifications, colours, files. */
const osc = [
  ...[
    '0;owned',
    '1;owned',
    '2;owned',
    'lowned',
    'Lowned',
    '7;file:///etc',
    '8;;http://evil.example',
  ],
  ...[
    '8;id=a;file:///etc/passwd',
    '8;;javascript:alert(1)',
    '8;;',
    '9;owned',
    '9;4;1;50',
    '9;9;/home',
  ],
  ...[
    '777;notify;a;b',
    '99;i=1;owned',
    '52;c;b3duZWQ=',
    '52;c;?',
    '52;p;!',
    '4;1;?',
    '10;?',
    '11;?',
  ],
  ...['12;red', '104', '112', '133;A', '633;A', '1337;File=inline=1:AAAA', '1337;ClearScrollback'],
  ...['1337;StealFocus', '1337;SetMark', '50;font', '66;s=7;big', '5522;type=read', '22;wait'],
];

/** Strings for devices: settings, sixel, kitty's pictures, tmux's passthrough, messages, macros. */
const strings = [
  ...['P$qm', 'P+q544e', 'Pq#0;2;9;9;9#0~~', 'Ptmux;x', 'P1000p', 'P1$r0m', 'P0;1|17/41', 'P>|x'],
  ...['_Ga=T,f=24,s=1,v=1;AAAA', '_owned', '^owned', 'Xowned', 'kowned'],
];

/** One character behind Escape: reset, save, index, character sets, locking shifts, keypads. */
const escapes = [
  ...'c78DEMHZ=>NOno|}~lm<\\',
  '#8',
  '#3',
  '(0',
  ')0',
  '*A',
  '%G',
  '%@',
  ' F',
  ' G',
  '/Z',
];

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
const c0 = [...range(0, 0x1f), '\u007f'];
const c1 = range(0x80, 0x9f);

/** What turns text round, shows nothing, joins, or is no character. */
const invisible = [
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
  ...range(0x200b, 0x200f),
  ...['\u061c', '\u00ad', '\u034f', '\u115f', '\u3164', '\u180e', '\u2028', '\u2029', '\u2060'],
  ...['\ufeff', '\ufff9', '\uffff', '\u{e0001}', '\u{e0041}\u{e007f}', '\u{e0100}', '\u{1d173}'],
  ...['\ud800', '\udc00', '\udc00\ud800', 'a\ud83d', '\ue000', '\u{f0000}', '\u{10ffff}'],
];

const shapes = [
  'a\rowned',
  'a\r\nb\r\nc',
  'owned\b\b\b\b\bfine!',
  '\t'.repeat(60),
  '\n'.repeat(60),
  ' '.repeat(300),
  'x'.repeat(2000),
  '日'.repeat(500),
  `a${'\u0301'.repeat(200)}`,
  `\u0301\u0302`,
  '👨\u200d'.repeat(60),
  '🇩'.repeat(99),
  '\ufdfd'.repeat(50),
  'ﷺ𒐫꧅'.repeat(20),
  'm̸̢͑ͅe̷͝'.repeat(40),
  '\u202eabc\u202dשלום',
  `https://x.example/${esc}]8;;http://evil.example${bell}`,
  `https://x.example/\u009d8;;y\u009c;;\u0007`,
  'https://x.example/;id=1;javascript:x',
  `mailto:a@b.example?${esc}[2J`,
  'https://x.example/\u202egpj.exe',
  `\`${esc}[31m\``,
  `\`\`\`\n${esc}[2J\n\u009b2J\n\`\`\``,
  `@alice${esc}[2J`,
  `/quit${bell}`,
  `${esc}[200~paste${esc}[201~`,
  `${esc}${esc}[2J`,
  `${esc}[31`,
  `${esc}]0;never ended`,
  '[2J',
  ']0;owned',
  '\\',
  '␛[2J',
  '\\u{1b}[2J',
  '%s%n%x',
  '\u001b[2J'.repeat(50),
];

const eightBit: Readonly<Record<string, string>> = {
  P: '\u0090',
  X: '\u0098',
  '^': '\u009e',
  _: '\u009f',
};

/** All of them, none twice. */
export const hostileStrings: readonly string[] = [
  ...new Set([
    ...csi.map((body) => `a${esc}[${body}b`),
    ...csi.filter((_, index) => index % 3 === 0).map((body) => `a\u009b${body}b`),
    ...osc.map((body, index) => `a${esc}]${body}${index % 2 ? st : bell}b`),
    ...osc.filter((_, index) => index % 2).map((body) => `a\u009d${body}\u009cb`),
    ...strings.map((body) => `a${esc}${body}${st}b`),
    ...strings.flatMap((body) => {
      const start = eightBit[body[0] ?? ''];
      return start === undefined ? [] : [`a${start}${body.slice(1)}\u009cb`];
    }),
    ...escapes.map((body) => `a${esc}${body}b`),
    ...[...c0, ...c1, ...invisible].map((character) => `a${character}b`),
    ...[esc, '\u009b', `${esc}[`, '\u202e', '\ud83d'],
    ...shapes,
  ]),
];
