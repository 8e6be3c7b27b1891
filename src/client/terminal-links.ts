// Links on a terminal: how it is told where a part of the text leads.

/**
 * `painted` as a part of a link (OSC 8). It ends what it begins, so each part stands for itself.
 * @param uri of `uriOf`
 * @param id equal for the parts of one link; digits and letters
 */
export function linked(painted: string, uri: string, id: string): string {
  return `\u001b]8;id=${id};${uri}\u001b\\${painted}\u001b]8;;\u001b\\`;
}
