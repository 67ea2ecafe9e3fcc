/** At SIGUSR2 throws what nobody catches, with a secret in the error, in its cause and in its stack. */
process.on('SIGUSR2', () => {
  const secret = process.env['SK'];
  throw new Error(`first ${secret}`, { cause: new Error(`then ${secret}`) });
});
