import { type FailureKind, type Looked, ProviderError } from '../../lifecycle/ports.ts';
import { GivenUp } from '../given-up.ts';
import { type Message, say } from './message.ts';
import { cut, type Line } from './rich.ts';

const SENTENCE: Readonly<Record<FailureKind, string>> = {
  unauthorized:
    'the cloud refused my key or a right is missing. Check the credentials and rights of this account.',
  'not-found': 'the cloud does not know it. Check account, project and region.',
  throttled: 'the cloud says I ask too often. Wait a minute and ask again.',
  rejected: 'the cloud refused the question.',
  unreachable: 'the cloud did not answer. Check the network and the cloud status page, then ask again.',
  'unexpected-answer': 'the cloud answered in a way its manual does not know. Look in the console.',
};

/** The one place where a failure of a cloud becomes a sentence and a next step. */
export function problemSentence(problem: ProviderError): string {
  const right = problem.permission === null ? '' : ` Missing right: ${problem.permission}.`;
  const code = problem.code === null ? '' : ` (${problem.code})`;
  return `${SENTENCE[problem.kind]}${right}${code}`;
}

/** What could not be reached, region by region; empty where everything answered. */
export function unreachedLines(looked: readonly Looked[]): Line[] {
  const problems = looked.filter((place) => place.problem !== null);
  const shown = problems.slice(0, 5).map(({ account, region, problem }): Line => {
    const sentence = problem === null ? '' : problemSentence(problem);
    return [{ bold: 'Could not look  ' }, `${account}, ${region}: ${cut(sentence, 300)}`];
  });
  return problems.length > 5
    ? [...shown, [`and ${problems.length - 5} more places that did not answer`]]
    : shown;
}

/** Where it was looked, in one line; a place that did not answer is not one of them. */
export function lookedLine(looked: readonly Looked[]): Line {
  const places = looked
    .filter(({ problem }) => problem === null)
    .map(({ account, region }) => `${account} ${region}`);
  if (places.length === 0) return ['No place answered, so it may exist all the same.'];
  const more = places.length > 12 ? ` and ${places.length - 12} more` : '';
  return [`Looked in ${places.slice(0, 12).join(', ')}${more}.`];
}

/** What a person is told when something broke. Nothing internal leaks; the log has the cause. */
export function failureMessage(error: unknown): Message {
  if (error instanceof ProviderError)
    return say([`I could not look: ${problemSentence(error)}`], ['Nothing was changed.']);
  if (error instanceof GivenUp)
    return say(
      ['I am being stopped, and gave this up before it was finished.'],
      [
        'No call to a cloud is under way for it. What had been done by then is on record. Ask again in a minute.',
      ],
    );
  return say(
    ['Something broke on my side while I worked on this. It is in my log.'],
    ['If you had just confirmed, the message in the channel shows how far it got; I never repeat a call.'],
  );
}
