import type { JsonObject } from '../json-value.ts';
import { list, object, type Problem, type Report } from './check.ts';
import { option, plainText } from './composition.ts';

const shape = object(
  {},
  {
    options: list(option, 0, 100),
    option_groups: list(object({ label: plainText(75), options: list(option, 0, 100) }), 0, 100),
  },
);

/** What Slack would not take as the answer to a `block_suggestion`: up to 100 options, or groups of them. */
export function offeredProblems(answer: JsonObject): Problem[] {
  const report: Report = { surface: 'modal', problems: [] };
  shape(answer, '', report);
  const { options, option_groups: groups } = answer;
  if ((options === undefined) === (groups === undefined)) {
    report.problems.push({ pointer: '', message: 'must have either options or option_groups' });
  }
  return report.problems;
}
