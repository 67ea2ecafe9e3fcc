/** Where a message of ours stands, so that it can be updated and answered in its thread. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  /** The version of the ending or checklist that it shows. */
  readonly version: number;
}

export const POSTED = 'posted';

/** The row id under which a message's place is kept. */
export function postedId(about: 'ending' | 'checklist', id: string): string {
  return `${about}/${id}`;
}
