import { z } from 'zod';
import type { Driver } from '../driver.ts';
import type { JsonObject } from '../json-value.ts';

const Entry = z.union([z.string(), z.array(z.string()), z.null()]);
const Line = z.object({
  user: z.string(),
  channel: z.string(),
  text: z.string().min(1),
  threadTs: z.string().optional(),
});
const target = {
  messageTs: z.string().optional(),
  ephemeral: z.string().optional(),
  viewId: z.string().optional(),
  channelId: z.string().optional(),
  actionId: z.string(),
  blockId: z.string().optional(),
};
const Press = z.object({
  user: z.string(),
  target: z.object({
    ...target,
    value: Entry.optional(),
    entries: z.record(z.string(), Entry).optional(),
  }),
});
const Suggest = z.object({ user: z.string(), target: z.object(target), value: z.string() });
const Submit = z.object({ user: z.string(), viewId: z.string(), entries: z.record(z.string(), Entry) });
const Close = z.object({ user: z.string(), how: z.enum(['cancel', 'cross']) });
const Home = z.object({ user: z.string(), tab: z.enum(['home', 'messages']).default('home') });
const Trouble = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop-socket') }),
  z.object({ kind: z.literal('offline'), on: z.boolean() }),
  z.object({ kind: z.literal('slow'), on: z.boolean() }),
  z.object({ kind: z.literal('duplicate'), on: z.boolean().default(true) }),
  z.object({ kind: z.literal('deactivate'), user: z.string(), on: z.boolean() }),
]);

/** A body without the fields that are not there, as exact optional types want it. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function makeTrouble({ faults }: Driver, trouble: z.infer<typeof Trouble>): void {
  switch (trouble.kind) {
    case 'drop-socket':
      faults.dropSocket();
      break;
    case 'offline':
      if (trouble.on) faults.goOffline();
      else faults.goOnline();
      break;
    case 'slow':
      faults.delayAcks(trouble.on ? 5_000 : 0);
      break;
    case 'duplicate':
      faults.duplicateNext(trouble.on ? 1 : 0);
      break;
    case 'deactivate':
      faults.setDeactivated(trouble.user, trouble.on);
      break;
  }
}

type Deed = (body: unknown, driver: Driver) => Promise<JsonObject>;

/** What the page can do, by the last part of the path. Each goes through the driver, as tests do. */
export const DEEDS: Readonly<Record<string, Deed>> = {
  async type(body, driver) {
    const { user, channel, text, threadTs } = Line.parse(body);
    return { ...(await driver.type(user, channel, text, threadTs)) };
  },
  async press(body, driver) {
    const { user, target } = Press.parse(body);
    const { actionId, ...rest } = target;
    return { ...(await driver.press(user, { actionId, ...present(rest) })) };
  },
  async suggest(body, driver) {
    const { user, target, value } = Suggest.parse(body);
    const { actionId, ...rest } = target;
    return { ...(await driver.suggest(user, { actionId, ...present(rest) }, value)) };
  },
  async submit(body, driver) {
    const { user, viewId, entries } = Submit.parse(body);
    return { ...(await driver.submit(user, viewId, entries)) };
  },
  async close(body, driver) {
    const { user, how } = Close.parse(body);
    await driver.closeView(user, how);
    return {};
  },
  async home(body, driver) {
    const { user, tab } = Home.parse(body);
    await driver.openHome(user, tab);
    return {};
  },
  async read(body, driver) {
    const { user, channel } = z.object({ user: z.string(), channel: z.string() }).parse(body);
    driver.read(user, channel);
    return {};
  },
  async trouble(body, driver) {
    makeTrouble(driver, Trouble.parse(body));
    return {};
  },
};
