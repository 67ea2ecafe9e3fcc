import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { asksToEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { callsOf, isOver, wasEnding } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };

/** The bot is killed between its call and the answer, the worst moment there is. */
export const botDies: Story = {
  id: 'bot-dies',
  title: 'The bot dies in the middle',
  about:
    'Killed after the cloud has taken the call and before it hears so, the bot comes back, reads, and never asks twice.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id)] }),
  steps: [
    {
      ...ALICE,
      say: 'Have the bot killed (SIGKILL) the moment its next change has reached a cloud.',
      deed: { label: 'Kill it at its next change', body: { deed: 'bot-dies-at-next-change', on: true } },
      see: 'In "Bot and Slack" the switch is on. The bot itself knows nothing of it.',
      done: (seen) => seen.bot.diesAtNextChange || callsOf(seen, 'StopDtsJob') > 0,
    },
    asksToEnd(ORDERS),
    {
      ...ALICE,
      say: 'Press "End orders-prod" on the plan, type orders-prod as the task, and press "End for good".',
      see: 'The bot is killed. The clouds have one call, StopDtsJob, without an answer; the channel says nothing yet.',
      done: (seen) => seen.bot.state === 'killed' && callsOf(seen, 'StopDtsJob') === 1,
    },
    {
      ...ALICE,
      say: 'Start the bot again.',
      deed: { label: 'Start the bot', body: { deed: 'bot', to: 'start' } },
      see: 'It remembers what it was about to do: "OUTCOME UNKNOWN", it is looking, and will not ask twice.',
      done: (seen) => seen.bot.state === 'running' && wasEnding(seen, ORDERS.id, 'terminate'),
    },
    {
      ...ALICE,
      say: 'Wait a moment, and count the calls in "The clouds".',
      see: 'The message becomes "ENDED: orders-prod", asked once. There is still one StopDtsJob, and there will be no other.',
      done: (seen) =>
        isOver(seen, ORDERS.id) &&
        wasEnding(seen, ORDERS.id, 'terminate', 'ended') &&
        callsOf(seen, 'StopDtsJob') === 1,
    },
  ],
};
