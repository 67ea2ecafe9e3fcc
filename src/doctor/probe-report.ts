import type { AccountExamined } from './accounts/account-checks.ts';

const HEAD = `
PROBE
What our tables and the clouds' manuals only suppose, as it is in your accounts. In it are the clouds' own words, names of
fields, counts, and the forms of times (digits are 0). No names, ids, addresses or secrets of yours are in it: read it, and
if you agree, open an issue of the project with everything between the lines.`;

const LINE = '----------------------------------------------------------------------';

/** What the accounts show, as a report that a person can read and send: Markdown with one JSON block an account. */
export async function probeReport(
  accounts: readonly Pick<AccountExamined, 'probe'>[],
  version: string,
): Promise<string[]> {
  const lines = [
    HEAD,
    LINE,
    '### cutover doctor --probe',
    '',
    `cutover ${version}, Node ${process.versions.node}, ${process.platform}, report format 1`,
  ];
  for (const { probe } of accounts) {
    const found = await probe().catch(() => ({ failed: 'the account could not be asked' }));
    lines.push('', '```json', JSON.stringify(found, null, 2), '```');
  }
  return [...lines, LINE];
}
