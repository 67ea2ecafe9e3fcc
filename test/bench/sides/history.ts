import type { AuditEvent, Store } from '../../../src/lifecycle/ports.ts';
import { createIds } from '../../../src/new-ids.ts';
import { openFileStore } from '../../../src/store/file-store.ts';

const YEARS_MS = 3 * 365 * 24 * 60 * 60_000;
const AT_ONCE = 200;

/** The lines that an ordinary ending leaves in the audit trail, as long as real ones are. */
export function linesOf(ending: string, confirmation: string, at: number): AuditEvent[] {
  const time = (seconds: number) => new Date(at + seconds * 1000).toISOString();
  const facts = {
    ending,
    action: 'terminate',
    task: `prod-cn/cn-hangzhou/${ending}/forward`,
    name: `orders-${ending}`,
  };
  const line = (type: string, seconds: number, more: object): AuditEvent => ({
    type,
    at: time(seconds),
    ...facts,
    ...more,
  });
  const call = { operation: 'StopDtsJob', parameters: { RegionId: 'cn-hangzhou', DtsJobId: ending } };
  const fingerprint = {
    provider: 'alibaba-dts',
    account: 'prod-cn',
    region: 'cn-hangzhou',
    source: `rm-${ending} (RDS MySQL)`,
    destination: `pc-${ending} (PolarDB)`,
    stage: 'running',
    billing: 'pay-as-you-go',
  };
  const reading = { at: time(40), stage: 'over', status: 'Stopped' };
  return [
    { type: 'plan.shown', at: time(0), actor: 'U0ALICE', confirmation, tasks: [facts.task], fingerprint },
    line('ending.confirmed', 10, {
      actor: 'U0ALICE',
      confirmation,
      reason: 'cut-over INC-4711',
      fingerprint,
    }),
    line('ending.executing', 11, { call }),
    line('ending.answered', 12, { outcome: { kind: 'accepted', requestId: ending }, try: 1 }),
    line('ending.ended', 40, { readings: [reading] }),
    line('checklist.opened', 41, { checklist: `k${ending}`, items: [`whitelist of rm-${ending}`] }),
    line('checklist.looked', 80, { checklist: `k${ending}`, items: [{ before: 'open', after: 'gone' }] }),
  ];
}

/**
 * Fills an empty folder with the history of so many endings, spread over three years, by commits of the store itself.
 * Returns the id of one in the middle.
 */
export async function writeHistory(folder: string, endings: number): Promise<string> {
  const end = Date.now() - 3_600_000;
  let now = end - (endings === 1 ? 0 : YEARS_MS);
  const newId = createIds(() => now);
  const store: Store = await openFileStore(folder, { now: () => now });
  let middle = '';
  for (let done = 0; done < endings; ) {
    const events: AuditEvent[] = [];
    for (let here = 0; here < AT_ONCE && done < endings; here += 1) {
      const confirmation = newId('c');
      const ending = newId('e');
      if (done === Math.floor(endings / 2)) middle = ending;
      events.push(...linesOf(ending, confirmation, now));
      done += 1;
      now = Math.max(now, end - YEARS_MS * (1 - done / endings));
    }
    await store.commit([], events);
  }
  await store.close();
  return middle;
}
