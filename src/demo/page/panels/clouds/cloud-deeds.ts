import type { CloudName } from '../../../clouds/shown.ts';
import type { Wanted } from '../perform.ts';
import { CLOUD_NAMES } from './cloud-words.ts';

/** A deed of the clouds, with the sentence for when it was done. */
export type CloudDeed = Wanted & { readonly said: string };

/** A control of the clouds as a deed, with the sentence for when it was done. */
export function cloudDeed(
  control: string,
  input: Readonly<Record<string, unknown>>,
  said: string,
): CloudDeed {
  return { deed: { deed: 'cloud', control, with: input }, said };
}

/** The troubles of one press, by their labels. */
export function troublesOf(cloud: CloudName): readonly (readonly [string, CloudDeed])[] {
  const name = CLOUD_NAMES[cloud];
  return [
    [
      'Throttle the next 5 calls',
      cloudDeed('throttle', { cloud, times: 5 }, `${name} throttles the next 5 calls.`),
    ],
    [
      'Delay the next 5 calls by 3 s',
      cloudDeed(
        'slow',
        { cloud, milliseconds: 3000, times: 5 },
        `${name} answers the next 5 calls 3 s late.`,
      ),
    ],
    [
      'Lose the answer of the next change',
      cloudDeed('lose-answer', { cloud }, `${name} will do the next change, and its answer gets lost.`),
    ],
  ];
}

/** Ends everything that was done to a cloud. */
export function calmed(cloud: CloudName): CloudDeed {
  return cloudDeed('calm', { cloud }, `${CLOUD_NAMES[cloud]} is well again.`);
}

export function cutOff(cloud: CloudName, off: boolean): CloudDeed {
  const said = off ? 'is cut off: nothing answers.' : 'answers again.';
  return cloudDeed('cut-off', { cloud, off }, `${CLOUD_NAMES[cloud]} ${said}`);
}

/** Lets a region drop every connection, or answer again. */
export function silenced(cloud: CloudName, region: string, silent: boolean): CloudDeed {
  const said = silent ? `Nothing answers in ${region}.` : `${region} answers again.`;
  return cloudDeed('region', { cloud, region, how: silent ? 'cut' : null }, said);
}

export function rightTaken(right: string): CloudDeed {
  return cloudDeed('deny', { action: right }, `The bot has lost the right ${right}.`);
}

export function rightGiven(right: string): CloudDeed {
  return cloudDeed('allow', { action: right }, `The bot has the right ${right} again.`);
}
