import type { Config } from '../config/config.ts';
import { type Check, note, ok } from './finding.ts';

/** Whoever has the console can rename a task, or change its tags, and so move it under another rule. */
function looseRules(config: Config): readonly Check[] {
  const loose = config.policy.flatMap((rule, at) => {
    return rule.tasks !== null || rule.tags !== null ? [`policy[${at}]`] : [];
  });
  if (loose.length === 0) return [];
  const text = `${loose.join(', ')}: tasks are picked by name or by tag. Anyone with the console can rename a task or change its tags, and so move it under another rule; a plan binds the name that was shown. Where that matters, list task ids, or accounts.`;
  return [{ title: 'rules that pick tasks by name', run: async () => note(text) }];
}

/** Without an allow nothing can ever be ended: a bot to look with. */
function anyRule({ policy }: Config): readonly Check[] {
  if (policy.some(({ effect }) => effect === 'allow')) return [];
  const text =
    'No rule allows anything, so people can only look. Add a rule under policy if that is not meant.';
  return [{ title: 'rules that allow something', run: async () => note(text) }];
}

/** The configuration has been read without a mistake; what in it is worth a second thought. */
export function configurationChecks(config: Config): readonly Check[] {
  return [
    { title: 'the configuration can be read', run: async () => ok() },
    ...anyRule(config),
    ...looseRules(config),
  ];
}
