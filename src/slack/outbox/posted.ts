/** Where a message of ours stands, so that it can be updated and answered in its thread. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  /** The version of the ending or checklist that it shows. */
  readonly version: number;
}
