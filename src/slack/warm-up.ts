/**
 * Loads what answers commands, clicks and forms, and what speaks to channels, so that the first of them does not wait
 * for it, and none meets the files of a newer version. The connection to Slack does not wait for this either.
 */
export async function warmUp(): Promise<void> {
  await import('./commands/run.ts');
  await import('./actions/handlers.ts');
  await import('./views/submissions.ts');
  await import('./outbox/deliver.ts');
  await import('./home/render.ts');
}
