import { slackProblem } from './outbox/slack-answer.ts';

/** Slack does not take a token. The message names the variable and the next step, never the token. */
export class TokenRefused extends Error {
  constructor(variable: string, said: string, cause: unknown) {
    super(
      `Slack says ${said} to the token in ${variable}. Copy it anew from the app's settings, and check slack.apiUrl.`,
      { cause },
    );
    this.name = 'TokenRefused';
  }
}

/** Does the first thing that needs a token; what Slack refuses then is thrown as `TokenRefused`. */
export async function firstUseOf<Value>(variable: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const problem = slackProblem(error);
    throw problem.kind === 'said-no' ? new TokenRefused(variable, problem.error, error) : error;
  }
}
