import type { Ending } from '../../src/lifecycle/ending.ts';
import type { EndingSchedule } from '../../src/lifecycle/schedule/schedule.ts';
import { anEnding } from '../lifecycle/endings.ts';

/** Two o'clock in Berlin, with nobody there yet. */
export const TWO: EndingSchedule = {
  at: Date.parse('2026-11-22T01:00Z'),
  wall: '2026-11-22 02:00',
  zone: 'Europe/Berlin',
  presence: 'required',
  openedAt: null,
  remindedAt: null,
  firedAt: null,
  present: null,
};

/** An end that waits for two o'clock. */
export function scheduled(overrides: Partial<Ending> = {}, schedule: Partial<EndingSchedule> = {}): Ending {
  return anEnding({
    state: 'awaiting-approval',
    call: null,
    tries: [],
    requestId: null,
    answeredAt: null,
    approvalExpiresAt: TWO.at,
    schedule: { ...TWO, ...schedule },
    ...overrides,
  });
}
