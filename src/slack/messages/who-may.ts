import type { EndingState } from '../../lifecycle/ending.ts';
import { cut, type Line, type Part } from './rich.ts';

/**
 * The policy names people, groups and channels by their Slack ids, at the end of a sentence of its own. Nothing
 * but ids and joining words may follow, so that no task's name can pass for such a sentence.
 */
const WHO_MAY =
  /^(.*(?:The policy allows it to|You are not among those who may approve this:|the policy allows it to you in) )((?:[SUWC][A-Z0-9]+|everyone|and|or|in|only|[,; ])+\.)$/su;

/** Who put a brake on stands at the end in the same way; of a freeze window nobody is to be asked. */
const WHO_BRAKED = /^(.*\. (?:Held|Frozen) by )([UW][A-Z0-9]+\.)$/su;
const WINDOW_IS_OPEN = /\. It stands in the configuration, and is over by itself\.$/u;

/** Does this refusal say that a hold, the freeze or a freeze window is on? Then the way on is to wait, or to lift it. */
export function saysBraked(why: string): boolean {
  return WHO_BRAKED.test(why) || WINDOW_IS_OPEN.test(why);
}

/** Does this refusal say who may, or where? Then the way on is to ask one of them, or to go there. */
export function saysWhoMay(why: string): boolean {
  return WHO_MAY.test(why);
}

/** Why somebody may not, with the people, groups and channels as Slack shows them, not as bare ids. */
export function whyParts(why: string, length = 800): Line {
  const [, before, ids] = WHO_MAY.exec(why) ?? WHO_BRAKED.exec(why) ?? [];
  if (before === undefined || ids === undefined) return [cut(why, length)];
  const pieces = ids.split(/\b([SUWC][A-Z0-9]+)\b/u).map((piece, at): Part => {
    if (at % 2 === 0) return piece;
    return piece.startsWith('C') ? { channel: piece } : { who: piece };
  });
  return [cut(before, length), ...pieces];
}

/** Why an ending came to its state. Only a refusal is in our own words to the end; what a cloud says names nobody. */
export function endingWhy(state: EndingState, why: string): Line {
  return state === 'refused' ? whyParts(why, 900) : [cut(why, 900)];
}
