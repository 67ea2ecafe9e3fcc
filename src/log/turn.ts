import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** A command, a click, a form, or a round of a loop, with everything that it sets off. Its id is made when it is first asked for. */
interface Turn {
  id: string | null;
}

const turns = new AsyncLocalStorage<Turn>();

/** Does the work as a turn of its own: every line that is logged on its way carries the same request id. */
export function inTurn<Result>(work: () => Result): Result {
  return turns.run({ id: null }, work);
}

/** The request id of the turn that is under way; `null` outside of any. */
export function turnId(): string | null {
  const turn = turns.getStore();
  if (turn === undefined) return null;
  turn.id ??= randomBytes(6).toString('hex');
  return turn.id;
}
