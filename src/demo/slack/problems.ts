import type { World } from './world.ts';

/** How many problems are remembered: each look at the page carries them. */
const MOST_PROBLEMS = 100;

/** Writes down what the app sent and Slack would have dropped in silence, or with a vague sign; the newest hundred stay. */
export function addProblem({ problems, state }: Pick<World, 'problems' | 'state'>, text: string): void {
  problems.push(text);
  if (problems.length > MOST_PROBLEMS) problems.splice(0, problems.length - MOST_PROBLEMS);
  state.changed();
}
