import type { Provider } from '../../lifecycle/task.ts';
import type { CommandName } from '../ids.ts';

/** Which accounts a command sees. */
export const SCOPE: Readonly<Record<CommandName, Provider | null>> = {
  '/dts': 'alibaba-dts',
  '/drs': 'drs',
  '/cutover': null,
};
