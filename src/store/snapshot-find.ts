import type { Endpoint, Task } from '../lifecycle/task.ts';
import type { Book } from './snapshot-book.ts';

function plain(words: string): string {
  return words.replaceAll(/\s+/g, '').toLowerCase();
}

/** The addresses of a database as people may type them: each alone, and with its port. */
function addressesOf({ address, port }: Endpoint): readonly string[] {
  if (address === null) return [];
  return address.split(/[\s,;]+/).flatMap((one) => {
    const [host = '', itsPort = port, ...rest] = one.split(':');
    if (rest.length > 0) return [one];
    return itsPort === null ? [host] : [host, `${host}:${itsPort}`];
  });
}

function namesOf(task: Task): readonly (string | null)[] {
  const databases = [task.source, task.destination].flatMap((end) => [
    end.instanceId,
    end.instanceName,
    ...addressesOf(end),
  ]);
  return [task.taskId, task.instanceId, task.name, ...databases];
}

/**
 * The tasks that words mean, last seen first: by job id, instance id or name, or by a database of theirs (its
 * instance id, instance name or address). Case and blanks do not count.
 */
export function findInBook(book: Book, words: string): readonly Task[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  return [...book.values()]
    .filter(({ task }) => namesOf(task).some((name) => name !== null && plain(name) === wanted))
    .toSorted((one, other) => other.aliveAt - one.aliveAt)
    .map(({ task }) => task);
}
