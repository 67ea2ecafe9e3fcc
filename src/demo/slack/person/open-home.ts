import { randomBytes } from 'node:crypto';
import type { Delivery } from '../transport.ts';
import type { World } from '../world.ts';
import { personAt } from './payload-parts.ts';

/** A person opens the app's Home tab; the app hears of it if its manifest subscribes to the event. */
export async function openHome(world: World, userId: string): Promise<Delivery | null> {
  const person = personAt(world, userId);
  const { team, app } = world.state;
  const channel = world.state.directMessage(person.id).id;
  if (!world.manifest.events.includes('app_home_opened')) return null;
  const at = Math.floor(world.now() / 1000);
  const authorization = { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true };
  const payload = {
    token: world.secrets.verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: { type: 'app_home_opened', user: person.id, channel, tab: 'home', event_ts: world.state.nextTs() },
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: at,
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: randomBytes(12).toString('base64url'),
  };
  return await world.transport.deliver({ type: 'events_api', payload });
}
