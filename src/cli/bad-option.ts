/** What is wrong with an option, in the first sentence of Node's `parseArgs`; the rest of it is about programs. */
export function describeBadOption(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const [first = said] = said.split('. To specify a positional');
  return first.endsWith('.') ? first : `${first}.`;
}

/** Does somebody ask how it is used, with `--help` or `-h` anywhere among these words? */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}
