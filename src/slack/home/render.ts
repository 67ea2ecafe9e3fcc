import { createHash } from 'node:crypto';
import type { HomeView } from '@slack/types';
import { closedHomeView, homeView } from '../messages/home.ts';
import type { HomeFacts } from '../messages/home-facts.ts';
import { gatherHome, type HomeSources, type Viewer } from './gather.ts';

/** A tab, and the digest of what it says apart from the moments at which that was found out. */
export interface RenderedHome {
  readonly view: HomeView;
  readonly content: string;
}

function withoutMoments(facts: HomeFacts): HomeFacts {
  return { ...facts, asOf: 0, round: facts.round === null ? null : { ...facts.round, at: 0 } };
}

/** One person's Home tab as it is now. Whoever may not read gets one sentence, and nothing is looked up. */
export async function renderHome(
  sources: HomeSources,
  viewer: Viewer,
  isLooking: boolean,
): Promise<RenderedHome> {
  const may = await sources.policy.mayRead({ ...viewer, channelId: null });
  if (!may.allowed) return { view: closedHomeView(may.why), content: may.why };
  const facts = await gatherHome(sources, viewer, isLooking);
  const said = JSON.stringify(homeView(withoutMoments(facts)));
  return { view: homeView(facts), content: createHash('sha256').update(said).digest('base64') };
}
