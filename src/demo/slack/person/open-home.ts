import { randomBytes } from 'node:crypto';
import { viewJson } from '../shapes.ts';
import type { Delivery } from '../transport.ts';
import type { World } from '../world.ts';
import { personAt } from './payload-parts.ts';

/** What a person can open in the app's direct message. */
export type AppTab = 'home' | 'messages';

/**
 * A person opens a tab of the app. The app hears of it if its manifest subscribes to `app_home_opened`; answers
 * null where it does not, and for a Home tab that the manifest does not switch on, since Slack does not show it.
 */
export async function openHome(world: World, userId: string, tab: AppTab): Promise<Delivery | null> {
  const person = personAt(world, userId);
  const { team, app } = world.state;
  const channel = world.state.directMessage(person.id).id;
  if (!world.manifest.events.includes('app_home_opened')) return null;
  if (tab === 'home' && !world.manifest.hasHome) return null;
  const home = tab === 'home' ? world.modals.home(person.id) : undefined;
  const view = home === undefined ? {} : { view: viewJson(world.state, home) };
  const event = { type: 'app_home_opened', user: person.id, channel, tab, ...view };
  const authorization = { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true };
  return await world.events.deliver({
    token: world.secrets.verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: { ...event, event_ts: world.state.nextTs() },
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: randomBytes(12).toString('base64url'),
  });
}
