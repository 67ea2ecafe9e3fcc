import type { Hindrance } from '../../policy/rights.ts';
import { cut, type Part, people } from './rich.ts';

function inChannels(channels: readonly string[]): Part[] {
  return channels.flatMap((channel, at): Part[] => {
    const joint = at === 0 ? '' : at === channels.length - 1 ? ' or ' : ', ';
    return [joint, { channel }];
  });
}

/** Why something is not for the reader, in a few words that end a sentence: who may, or where, or that nobody said. */
export function hindranceParts(hindrance: Hindrance): Part[] {
  switch (hindrance.kind) {
    case 'others':
      return hindrance.rules.flatMap(({ who, channels }, at): Part[] => [
        at === 0 ? 'only for ' : ', or ',
        ...people(who),
        ...(channels === null ? [] : [' in ', ...inChannels(channels)]),
      ]);
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
