import type { Config } from '../config/config.ts';
import { examine } from './accounts/account-checks.ts';
import { sameKeysCheck } from './accounts/same-keys.ts';
import { judgeClock } from './clock.ts';
import { configurationChecks } from './configuration.ts';
import type { Section } from './finding.ts';
import { probeReport } from './probe-report.ts';
import { runChecks } from './run-checks.ts';
import { channelChecks } from './slack/channels.ts';
import { commandsCheck } from './slack/commands.ts';
import { askSlack, type SlackAsked } from './slack/connect.ts';
import { peopleChecks } from './slack/people.ts';
import { scopesCheck } from './slack/scopes.ts';
import { tokenChecks } from './slack/tokens.ts';
import { folderChecks } from './store/folder.ts';
import { lockCheck } from './store/lock.ts';

export interface DoctorNeeds {
  readonly config: Config;
  /** Every secret, to be hidden wherever a library writes one. */
  readonly secrets: readonly string[];
  readonly out: (line: string) => void;
  /** Of the terminal, in letters; `null` where there is none. */
  readonly width: number | null;
  /** Of this program. */
  readonly version: string;
  /** Also find out what our tables only suppose, and print a report of it. */
  readonly probe: boolean;
}

const BREAKS =
  'Slack takes and gives signed requests for 5 min, and both clouds refuse signatures from 15 min on: commands and calls will fail.';

function slackSection(slack: SlackAsked, config: Config): Section {
  return {
    title: 'SLACK',
    checks: [
      ...tokenChecks(slack, config.slack),
      scopesCheck(slack),
      ...channelChecks(slack, config),
      ...peopleChecks(slack, config),
      commandsCheck(slack),
    ],
  };
}

function storeSection({ slack, store }: Config): Section {
  return { title: 'STORE', checks: [...folderChecks(store.path), lockCheck(store.path, slack)] };
}

function clockSection(slack: SlackAsked): Section {
  const run = async () => judgeClock('Slack', slack.clock, BREAKS);
  return { title: 'CLOCK', checks: [{ title: 'this machine and Slack agree on the time', run }] };
}

function ending(outcome: { readonly ok: number; readonly note: number; readonly fail: number }): string {
  const notes = `${outcome.note} note${outcome.note === 1 ? '' : 's'} to read`;
  if (outcome.fail === 0) return `All is well: ${outcome.ok} checks are fine, ${notes}.`;
  const failed = `${outcome.fail} check${outcome.fail === 1 ? '' : 's'} failed`;
  return `${failed}, ${outcome.ok} are fine, ${notes}. Mend what failed from the top: what comes later may only follow from it.`;
}

/**
 * Looks at everything that the bot needs, and says the next step for each thing that is wrong. It posts nothing, changes
 * nothing in any cloud, and leaves a running bot alone. 0 = all well, 1 = something failed.
 */
export async function examineAll(needs: DoctorNeeds): Promise<number> {
  const { config, secrets, out, width, version, probe } = needs;
  const slack = askSlack(config, secrets);
  const accounts = config.accounts.map(examine);
  out('Cutover looks at what it needs. Nothing is posted, and nothing is changed in any cloud.');
  const outcome = await runChecks(
    [
      {
        title: 'CONFIGURATION',
        checks: [...configurationChecks(config), ...config.accounts.flatMap(sameKeysCheck)],
      },
      slackSection(slack, config),
      storeSection(config),
      clockSection(slack),
      ...accounts.map(({ section }) => section),
    ],
    out,
    width,
  );
  out('');
  out(ending(outcome));
  if (probe) for (const line of await probeReport(accounts, version)) out(line);
  return outcome.fail === 0 ? 0 : 1;
}
