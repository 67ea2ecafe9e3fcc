import type { CloudsShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setAttribute, setText } from '../change-node.ts';
import { deedButton } from '../controls.ts';
import { liveList } from '../live-list.ts';

const SPEEDS = [1, 10, 60];
const TICK_MS = 500;

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The speeds to choose from: the usual ones, and the one of now. */
export function speedsWith(speed: number): number[] {
  return [...new Set([...SPEEDS, speed])].toSorted((one, other) => one - other);
}

function speedButton(speed: number) {
  const deed = { deed: 'cloud', control: 'speed', with: { speed } } as const;
  const said = speed === 1 ? 'Time passes as it does outside.' : `Time passes ${speed} times as fast.`;
  const node = deedButton(`${speed}×`, { deed, said });
  node.setAttribute('aria-label', `${speed}× as fast`);
  return node;
}

/** The clock of the simulated clouds, which goes on between two looks, and how fast it goes. */
export function worldClock() {
  const time = el('time', { class: 'world-time' });
  const speeds = el('div', { class: 'panel-row', role: 'group', 'aria-label': 'How fast time passes' });
  let seen = { now: 0, speed: 1, at: 0 };
  const showSpeeds = liveList<number>(speeds, {
    key: String,
    make: (speed) => {
      const node = speedButton(speed);
      return { node, update: () => setAttribute(node, 'aria-pressed', String(speed === seen.speed)) };
    },
  });

  function tick(): void {
    if (seen.at === 0 || time.closest('[hidden]') !== null) return;
    const now = new Date(seen.now + (performance.now() - seen.at) * seen.speed);
    setAttribute(time, 'datetime', now.toISOString());
    setText(time, format.format(now));
  }

  setInterval(tick, TICK_MS);
  return {
    node: el(
      'div',
      { class: 'world-clock' },
      el('p', {}, el('span', {}, 'Time in the clouds'), time),
      speeds,
    ),
    show: ({ now, speed }: CloudsShown): void => {
      seen = { now, speed, at: performance.now() };
      showSpeeds(speedsWith(speed));
      tick();
    },
  };
}
