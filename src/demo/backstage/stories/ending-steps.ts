import { PEOPLE } from '../../slack/seed.ts';
import { ALICE } from './places.ts';
import { isOver, wasEnding, wasTold } from './predicates.ts';
import type { Step } from './story.ts';

/** A task as stories name it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Alice asks for the plan to end a DTS task. */
export function asksToEnd({ id, name }: Named): Step {
  return {
    ...ALICE,
    say: 'Ask for the plan.',
    type: `/dts terminate ${name} because cut-over INC-4711`,
    see: `Only you see the plan "END FOR GOOD: ${name}": the state, the lag, and what cannot be undone.`,
    done: (seen) => wasTold(seen, PEOPLE.alice, `END FOR GOOD: ${name}`) || wasEnding(seen, id, 'terminate'),
  };
}

/** Alice confirms the plan by typing the name. */
export function confirmsTheEnd({ id, name }: Named): Step {
  return {
    ...ALICE,
    say: `Press "End ${name}" on the plan, type ${name} as the task, and press "End for good".`,
    see: `The channel reads "ENDING: ${name}": the cloud has taken it, and was asked once.`,
    done: (seen) => wasEnding(seen, id, 'terminate', 'ending', 'ended'),
  };
}

/** The end comes by itself. */
export function watchesTheEnd({ id, name }: Named): Step {
  return {
    ...ALICE,
    say: 'Wait a moment: taken is not ended, so the bot looks until it is.',
    see: `The message becomes "ENDED: ${name}", with two looks as proof; the checklist "CLEAN-UP ${name}" follows.`,
    done: (seen) =>
      isOver(seen, id) &&
      wasEnding(seen, id, 'terminate', 'ended') &&
      seen.checklists.some(
        (list) => list.task === id && list.texts.some((text) => text.includes(', looked ')),
      ),
  };
}
