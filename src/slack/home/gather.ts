import type { BrakeRoom } from '../../brakes/brakes.ts';
import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import type { Press } from '../../lifecycle/approving/open-presses.ts';
import { judgeAll } from '../../lifecycle/judge-all.ts';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import type { Actor, Policy, Store } from '../../lifecycle/ports.ts';
import type { Round } from '../../watch/last-round.ts';
import {
  type HomeChecklist,
  type HomeEnding,
  type HomeFacts,
  type HomePlan,
  MOST_ROWS,
  type Section,
} from '../messages/home-facts.ts';
import { type Concerned, sortFor } from './concerns.ts';
import type { Links } from './links.ts';
import type { Members } from './members.ts';
import { placeOf } from './places.ts';
import type { Shelf } from './shelf.ts';

/** What a Home tab is put together from. */
export interface HomeSources {
  readonly store: Store;
  readonly shelf: () => Promise<Shelf>;
  /** A policy that may remember what Slack said a moment ago: it only shows. */
  readonly policy: Policy;
  readonly brakes: Pick<BrakeRoom, 'standing' | 'against'>;
  readonly round: () => Round | null;
  readonly members: Members;
  readonly links: Links;
  readonly channelOf: (account: string) => string;
  readonly now: () => number;
}

/** The person whose Home tab it is. */
export type Viewer = Pick<Actor, 'userId' | 'teamId'>;

/** Presses that are refused while a brake is on. */
const NEEDS_NO_BRAKE: ReadonlySet<Press> = new Set<Press>(['approve', 'press-again']);

async function sectionOf<From, Row>(
  all: readonly From[],
  most: number,
  make: (one: From) => Promise<Row>,
): Promise<Section<Row>> {
  return { rows: await Promise.all(all.slice(0, most).map(make)), total: all.length };
}

/** Where the owner of a plan may confirm it by now: outside of channels, or only where it was asked for. */
async function planOf(sources: HomeSources, viewer: Viewer, confirmation: Confirmation): Promise<HomePlan> {
  const { action, tasks, requester } = confirmation;
  const mayIn = async (channelId: string | null) =>
    (await judgeAll(sources.policy, { ...viewer, channelId }, action, tasks)).allowed;
  if (await mayIn(null)) return { confirmation, where: 'anywhere' };
  const { channelId } = requester;
  if (channelId !== null && (await mayIn(channelId))) return { confirmation, where: { channel: channelId } };
  return { confirmation, where: 'nowhere' };
}

function plansOf(
  { now }: HomeSources,
  { confirmations }: Shelf,
  { userId }: Viewer,
): readonly Confirmation[] {
  return confirmations
    .filter(({ requester, expiresAt }) => requester.userId === userId && expiresAt > now())
    .toSorted((one, other) => one.expiresAt - other.expiresAt);
}

function isUrgent(checklist: Checklist): boolean {
  return openItems(checklist).some((item) => item.urgent);
}

function byNeed(one: Checklist, other: Checklist): number {
  return Number(isUrgent(other)) - Number(isUrgent(one)) || one.openedAt - other.openedAt;
}

/** Own checklists, and those of the channels that the person is in. */
async function listsOf(
  sources: HomeSources,
  { checklists }: Shelf,
  { userId }: Viewer,
): Promise<Pick<HomeFacts, 'ownLists' | 'otherLists' | 'membersKnown'>> {
  const sorted = checklists.toSorted(byNeed);
  const others: Checklist[] = [];
  let membersKnown = true;
  for (const checklist of sorted.filter(({ owner }) => owner !== userId)) {
    const members = await sources.members.of(sources.channelOf(checklist.task.account));
    if (members === null) membersKnown = false;
    if (members === null || members.has(userId)) others.push(checklist);
  }
  const row = async (checklist: Checklist): Promise<HomeChecklist> => ({
    checklist,
    place: await placeOf(sources, 'checklist', checklist.id, checklist.task.account),
  });
  const own = sorted.filter(({ owner }) => owner === userId);
  return {
    ownLists: await sectionOf(own, MOST_ROWS.checklists, row),
    otherLists: await sectionOf(others, MOST_ROWS.checklists, row),
    membersKnown,
  };
}

async function endingsOf(
  sources: HomeSources,
  shelf: Shelf,
  viewer: Viewer,
): Promise<Pick<HomeFacts, 'pressAgain' | 'approvals' | 'scheduled' | 'underWay'>> {
  const sorted = await sortFor(sources, viewer, shelf.endings);
  const row = async ({ ending, presses, there }: Concerned): Promise<HomeEnding> => {
    const braked = await sources.brakes.against(ending.task, ending.schedule?.at);
    const held =
      braked === null ? presses : new Set([...presses].filter((press) => !NEEDS_NO_BRAKE.has(press)));
    return {
      ending,
      presses: held,
      moreThere: [...there].some((press) => !presses.has(press)),
      braked,
      place: await placeOf(sources, 'ending', ending.id, ending.task.account),
    };
  };
  return {
    pressAgain: await sectionOf(sorted.pressAgain, MOST_ROWS.pressAgain, row),
    approvals: await sectionOf(sorted.approvals, MOST_ROWS.approvals, row),
    scheduled: await sectionOf(sorted.scheduled, MOST_ROWS.scheduled, row),
    underWay: await sectionOf(sorted.underWay, MOST_ROWS.underWay, row),
  };
}

/** Everything that one full member's Home tab shows, as it is now. Calls no cloud. */
export async function gatherHome(
  sources: HomeSources,
  viewer: Viewer,
  isLooking: boolean,
): Promise<HomeFacts> {
  const asOf = sources.now();
  const shelf = await sources.shelf();
  return {
    asOf,
    plans: await sectionOf(plansOf(sources, shelf, viewer), MOST_ROWS.plans, (one) =>
      planOf(sources, viewer, one),
    ),
    ...(await endingsOf(sources, shelf, viewer)),
    ...(await listsOf(sources, shelf, viewer)),
    round: sources.round(),
    isLooking,
    standing: await sources.brakes.standing(),
  };
}
