import type { Provider } from '../../lifecycle/task.ts';
import type { CommandName } from '../ids.ts';
import { cut, type Part } from './rich.ts';

const COMMAND: Readonly<Record<Provider, CommandName>> = { 'alibaba-dts': '/dts', drs: '/drs' };

/** What a person is asked to type, whole, so that it can be copied; without a provider the command that sees all. */
export function typedCommand(provider: Provider | null, words: string): Part {
  return { code: `${provider === null ? '/cutover' : COMMAND[provider]} ${cut(words, 200)}` };
}
