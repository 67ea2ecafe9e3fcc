import type { Deed } from '../../policy/ports.ts';
import type { Right } from '../../policy/rights.ts';
import type { CommandName } from '../ids.ts';
import { helpMessage } from '../messages/help.ts';
import type { Message } from '../messages/message.ts';

type RightsHere = Readonly<Record<Deed, Right>>;

/** There are as many helps as there are sets of rights, each in its channels. */
const MOST_KEPT = 100;
const kept = new Map<string, Message>();

/** The help for somebody with these rights. It is put together once for all who have the same. */
export function helpAnswer(command: CommandName, rights: RightsHere, app: string | null): Message {
  const key = `${command} ${app} ${JSON.stringify(rights)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = helpMessage(command, null, rights, app);
  kept.set(key, made);
  return made;
}
