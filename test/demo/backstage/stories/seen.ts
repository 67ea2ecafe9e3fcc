import type { Seen } from '../../../../src/demo/backstage/stories/story.ts';
import type { Call } from '../../../../src/demo/clouds/shown.ts';

/** Nothing has been seen but what is said here. */
export function seen(said: Partial<Seen> = {}): Seen {
  return {
    endings: [],
    checklists: [],
    whispers: [],
    replies: [],
    tasks: [],
    clouds: [],
    calls: [],
    bot: { state: 'running', starts: 1, diesAtNextChange: false },
    ...said,
  };
}

/** A call that was answered well, where nothing else is said. */
export function call(said: Partial<Call> = {}): Call {
  return {
    at: 0,
    cloud: 'alibaba',
    product: 'dts',
    region: 'cn-hangzhou',
    action: 'StopDtsJob',
    parameters: {},
    changes: true,
    answer: { status: 200, code: '', fault: '' },
    ...said,
  };
}
