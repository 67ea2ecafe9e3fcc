import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const Command = z.object({
  command: z.string().regex(/^\/\S{1,31}$/),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().default(false),
});

const Manifest = z.object({
  display_information: z.object({ name: z.string().min(1).max(35) }),
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).optional(),
    bot_user: z.object({ display_name: z.string().min(1).max(80) }).optional(),
    slash_commands: z.array(Command).max(50).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).default([]) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
    interactivity: z.object({ is_enabled: z.boolean() }).optional(),
    socket_mode_enabled: z.boolean().default(false),
  }),
});

export type SlashCommand = z.infer<typeof Command>;

/** What the workspace takes from the app's manifest: everything not granted here is refused. */
export interface AppManifest {
  /** The name of the app; its bot user may be called otherwise. */
  name: string;
  commands: SlashCommand[];
  scopes: string[];
  events: string[];
  interactivity: boolean;
  /** The app has a Home tab. */
  hasHome: boolean;
  socketMode: boolean;
}

/** Reads the manifest (YAML); throws, naming the file and the field, if Slack would not take it. */
export async function readManifest(path: string): Promise<AppManifest> {
  const parsed = Manifest.safeParse(parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a usable manifest: ${z.prettifyError(parsed.error)}`);
  const { display_information, features, oauth_config, settings } = parsed.data;
  return {
    name: display_information.name,
    commands: features.slash_commands,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
    interactivity: settings.interactivity?.is_enabled ?? false,
    hasHome: features.app_home?.home_tab_enabled ?? false,
    socketMode: settings.socket_mode_enabled,
  };
}
