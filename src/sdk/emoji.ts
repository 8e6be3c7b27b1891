// The emoji that have a short name: the few that people react with.

export const emoji: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  heart: '❤️',
  joy: '😂',
  smile: '😄',
  cry: '😢',
  wow: '😮',
  tada: '🎉',
  thanks: '🙏',
  clap: '👏',
  wave: '👋',
  eyes: '👀',
  rocket: '🚀',
  fire: '🔥',
  check: '✅',
  question: '❓',
};

/** `👍` for `:+1:` and `+1`; what is no short name stays as it is. */
export function emojiOf(typed: string): string {
  const [, name = typed] = /^:(\S+):$/.exec(typed) ?? [];
  return Object.hasOwn(emoji, name) ? (emoji[name] ?? typed) : typed;
}
