// The request's id, as its reply bears it.

export interface Echo {
  readonly id?: string;
}

/** For spreading into a reply: the id, where the request had one. */
export function echo(request: Echo): { id?: string } {
  return request.id === undefined ? {} : { id: request.id };
}
