import { once } from '../once.ts';
import type { Log } from '../slack/room.ts';
import type { Pages } from '../web/pages.ts';
import type { Metrics } from './metrics.ts';
import type { Kept } from './store-gauges.ts';

/** What is told of while the bot runs. */
export type Instruments = Omit<Metrics, 'registry'>;

export interface LateMetrics extends Instruments {
  readonly pages: Pages;
  /** Makes the instruments, if nobody has asked for the page yet. */
  load(): Promise<void>;
}

/**
 * The metrics and their page, made behind the start: what is told of before is kept, and counts. With `isOn` false there
 * is no page, and nothing is loaded or kept.
 */
export function createLateMetrics(isOn: boolean, kept: Kept, log: Log): LateMetrics {
  let waiting: ((metrics: Metrics) => void)[] | null = isOn ? [] : null;
  let metrics: Metrics | null = null;
  const tell = (of: (metrics: Metrics) => void) => (metrics === null ? waiting?.push(of) : of(metrics));
  const open = once(async (): Promise<Pages> => {
    const [{ createMetrics }, { metricsPages }] = await Promise.all([
      import('./metrics.ts'),
      import('./metrics-page.ts'),
    ]);
    const made = createMetrics(kept);
    for (const of of waiting ?? []) of(made);
    waiting = null;
    metrics = made;
    return metricsPages(made.registry, log);
  });
  const show = async () => {
    const page = (await open())['/metrics'];
    if (page === undefined) throw new Error('there is no page of metrics');
    return page();
  };
  return {
    called: (call) => tell((to) => to.called(call)),
    acknowledged: (kind, seconds) => tell((to) => to.acknowledged(kind, seconds)),
    committed: (seconds) => tell((to) => to.committed(seconds)),
    over: (state) => tell((to) => to.over(state)),
    pages: isOn ? { '/metrics': show } : {},
    async load() {
      if (isOn) await open();
    },
  };
}
