import type { Hindrance } from '../../policy/rights.ts';
import { cut, type Part, people } from './rich.ts';

function inChannels(channels: readonly string[]): Part[] {
  return channels.flatMap((channel, at): Part[] => {
    const joint = at === 0 ? '' : at === channels.length - 1 ? ' or ' : ', ';
    return [joint, { channel }];
  });
}

const MOST_RULES = 3;
const MOST_PEOPLE = 6;

/** "only for A or B in #ops, or C": each rule's people once, and the first ones of many. */
function othersParts(rules: Extract<Hindrance, { kind: 'others' }>['rules']): Part[] {
  const distinct = [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
  const parts = distinct.slice(0, MOST_RULES).flatMap(({ who, channels }, at): Part[] => {
    const more = who.length - MOST_PEOPLE;
    return [
      at === 0 ? 'only for ' : ', or ',
      ...people(who.slice(0, MOST_PEOPLE)),
      ...(more > 0 ? [` or ${more} more`] : []),
      ...(channels === null ? [] : [' in ', ...inChannels(channels.slice(0, MOST_PEOPLE))]),
    ];
  });
  return distinct.length > MOST_RULES ? [...parts, ', or others'] : parts;
}

/** Why something is not for the reader, in a few words that end a sentence: who may, or where, or that nobody said. */
export function hindranceParts(hindrance: Hindrance): Part[] {
  switch (hindrance.kind) {
    case 'others':
      return othersParts(hindrance.rules);
    case 'elsewhere':
      return ['for you only in ', ...inChannels(hindrance.channels)];
    case 'nobody':
      return ['for nobody, because no rule of the policy allows it'];
    case 'denied': {
      const because = hindrance.because === null ? '' : `: ${cut(hindrance.because, 150)}`;
      return [`denied by rule ${hindrance.rule} of the policy${because}`];
    }
    case 'not-checked':
      return ['not offered, because Slack did not say whether you may; ask again in a minute'];
    case 'unreadable':
      return [
        `for nobody, because the configuration could not be read when it was loaded again (${cut(hindrance.why, 200)})`,
      ];
    case 'not-a-member':
      return ['only for full members of this workspace'];
  }
}
