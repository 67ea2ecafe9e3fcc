import { App } from '@slack/bolt';

/** The smallest honest Bolt app: one command that is acknowledged and answered, and one button that is acknowledged. */
const { BENCH_TRANSPORT, SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PORT } =
  process.env;

const HELP = [
  '/dts sees the Alibaba Cloud DTS accounts. /dts alone is the list.',
  '/dts list  the tasks',
  '/dts show TASK  one task',
  '/dts terminate TASK  a plan to end it for good',
  '/dts help  this',
].join('\n');

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
  await respond({ response_type: 'ephemeral', text: HELP });
});

app.action('bench.ack', async ({ ack }) => {
  await ack();
});

await (BENCH_TRANSPORT === 'socket' ? app.start() : app.start({ port: Number(PORT), host: '127.0.0.1' }));
