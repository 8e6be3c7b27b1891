// What a file or the environment says, as it can stand in a line of ours on a terminal.

const maxShown = 60;

/** What acts on a terminal, or turns the order of what is read, is shown by its number. */
export function shown(text: string): string {
  const safe = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  const characters = [...safe];
  return characters.length > maxShown ? `${characters.slice(0, maxShown).join('')}…` : safe;
}
