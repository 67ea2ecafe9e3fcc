import type { Checklist } from '../../cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../cleanup/rows.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import type { Store } from '../../lifecycle/ports.ts';
import { ENDING } from '../../lifecycle/rows.ts';
import type { Moment } from '../room.ts';
import type { Mark } from './find-posted.ts';
import { type Rendered, renderChecklist, renderEnding } from './render.ts';

/** What a channel message shows: an ending or a checklist as it is now, and what tells it from all others. */
export interface Subject {
  readonly rendered: Rendered;
  readonly version: number;
  readonly account: string;
  readonly requester: string;
  readonly mark: Mark;
}

/** Reads and renders a subject; `null` where it has been forgotten. */
export async function subjectOf(
  store: Store,
  about: 'ending' | 'checklist',
  id: string,
  moment: Moment,
): Promise<Subject | null> {
  if (about === 'ending') {
    const row = await store.read<Ending>(ENDING, id);
    if (row === null) return null;
    const rendered = renderEnding(row.value);
    const mark = { eventType: rendered.metadata.event_type, field: 'ending', value: id };
    return {
      rendered,
      version: row.version,
      account: row.value.task.account,
      requester: row.value.requester.userId,
      mark,
    };
  }
  const row = await store.read<Checklist>(CHECKLIST, id);
  if (row === null) return null;
  const rendered = renderChecklist(row.value, moment);
  const mark = { eventType: rendered.metadata.event_type, field: 'ending', value: row.value.endingId ?? id };
  return {
    rendered,
    version: row.version,
    account: row.value.task.account,
    requester: row.value.owner,
    mark,
  };
}
