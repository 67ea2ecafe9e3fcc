import { App } from '@slack/bolt';

/** The smallest honest Bolt app: one command that is acknowledged and answered, and one button that is acknowledged. */
const { BENCH_TRANSPORT, SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PORT } =
  process.env;

/** As many words as the help of Cutover has, in blocks as Slack's pages advise them; made once. */
const LINES = Array.from({ length: 15 }, (_, at) => ({
  usage: `/dts verb-${at} TASK`,
  meaning: 'what becomes of the task, as long as such a sentence is, and a little more',
}));
const HELP = {
  text: LINES.map(({ usage, meaning }) => `${usage}  ${meaning}`).join('\n'),
  blocks: [
    {
      type: 'rich_text' as const,
      elements: LINES.map(({ usage, meaning }) => ({
        type: 'rich_text_section' as const,
        elements: [
          { type: 'text' as const, text: usage, style: { code: true } },
          { type: 'text' as const, text: `  ${meaning}` },
        ],
      })),
    },
  ],
};

const clientOptions = { slackApiUrl: SLACK_API_URL ?? '' };
const app = new App({
  token: SLACK_BOT_TOKEN ?? '',
  clientOptions,
  ...(BENCH_TRANSPORT === 'socket'
    ? { socketMode: true, appToken: SLACK_APP_TOKEN ?? '', installerOptions: { clientOptions } }
    : { signingSecret: SLACK_SIGNING_SECRET ?? '' }),
});

app.command('/dts', async ({ ack, respond }) => {
  await ack();
  await respond({ response_type: 'ephemeral', ...HELP });
});

app.action('bench.ack', async ({ ack }) => {
  await ack();
});

await (BENCH_TRANSPORT === 'socket' ? app.start() : app.start({ port: Number(PORT), host: '127.0.0.1' }));
