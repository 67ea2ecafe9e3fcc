import type { CloudShown } from '../../../backstage/shown.ts';
import type { CloudName } from '../../../clouds/shown.ts';

/** How something stands, beside its words: a colour is never alone. */
export type Tone = 'good' | 'bad' | 'odd' | 'quiet';

export interface Word {
  readonly text: string;
  readonly tone: Tone;
}

export const CLOUD_NAMES: Readonly<Record<CloudName, string>> = {
  alibaba: 'Alibaba Cloud',
  drs: 'Open Telekom Cloud',
};

/** The service of a cloud whose tasks these are. */
export const SERVICES: Readonly<Record<CloudName, string>> = { alibaba: 'DTS', drs: 'DRS' };

function next(count: number): string {
  return count === 1 ? 'the next call' : `the next ${count} calls`;
}

function lost(count: number): string {
  return count === 1
    ? 'loses the answer to its next change'
    : `loses the answers to its next ${count} changes`;
}

/** All that a person has done to a cloud, in words; where that is nothing, that it answers. */
export function conditionOf(cloud: CloudShown): readonly Word[] {
  const { throttle, delay, lost: losing } = cloud.waiting;
  const words: Word[] = [];
  if (cloud.cutOff) words.push({ text: 'cut off: nothing answers', tone: 'bad' });
  if (throttle > 0) words.push({ text: `throttles ${next(throttle)}`, tone: 'odd' });
  if (delay > 0) words.push({ text: `delays ${next(delay)}`, tone: 'odd' });
  if (losing > 0) words.push({ text: lost(losing), tone: 'odd' });
  for (const region of cloud.silentRegions) words.push({ text: `${region} does not answer`, tone: 'bad' });
  for (const right of cloud.denied) words.push({ text: `refuses ${right}`, tone: 'odd' });
  return words.length === 0 ? [{ text: 'answers', tone: 'good' }] : words;
}

/** Nothing is wrong with it. */
export function isWell(cloud: CloudShown): boolean {
  return conditionOf(cloud)[0]?.tone === 'good';
}

/** The rights worth taking away first: to end a task, to look at it, to remove what let it in. */
export const RIGHTS: Readonly<Record<CloudName, readonly string[]>> = {
  alibaba: [
    'dts:StopDtsJob',
    'dts:DeleteDtsJob',
    'dts:DescribeDtsJobDetail',
    'rds:ModifySecurityIps',
    'polardb:ModifyDBClusterAccessWhitelist',
    'ecs:LeaveSecurityGroup',
    'ecs:DeleteSecurityGroup',
  ],
  drs: [
    'drs:batch-jobs',
    'drs:batch-detail',
    'vpc:security-group-rules',
    'vpc:delete-rule',
    'eip:release-publicip',
  ],
};

/** What the clouds understand as a right: a product and one of its actions, or all of them. */
export function isRight(text: string): boolean {
  return /^[a-z][\w-]*:(\*|[A-Za-z][\w:-]*)$/.test(text);
}
