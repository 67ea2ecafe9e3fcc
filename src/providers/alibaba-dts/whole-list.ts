import { unexpectedAnswer } from './rpc.ts';

/** One page of a list, and how many rows the list has in all; `null` where the cloud does not say. */
export interface Page {
  readonly rows: readonly unknown[];
  readonly total: number | null;
}

/** Reads one page, counted from 1. */
export type ReadPage = (number: number) => Promise<Page>;

/** The most rows that the manual allows on a page; one may still come shorter. */
export const PAGE_SIZE = 30;

/** So many pages are asked for before they are needed, so that the way to a cloud far away does not make a list slow. */
const PAGES_AHEAD = 4;

/** How often a list is read from its beginning while tasks go from it. */
const MOST_READINGS = 3;

/** What makes a row the same on two pages: its job, not its figures, which change from page to page. */
function rowKey(row: unknown): string {
  const { DtsJobId: id, DtsJobDirection: direction } = Object(row) as Record<string, unknown>;
  return typeof id === 'string' ? `${id}/${String(direction)}` : JSON.stringify(row);
}

/** The same pages; behind a full first one, those that will be needed next are asked for at once. */
function readAhead(read: ReadPage): ReadPage {
  const asked = new Map<number, Promise<Page>>();
  let last = 1;
  function ask(number: number): Promise<Page> {
    const page = read(number);
    page.catch(() => undefined); // whoever needs the page hears of it
    asked.set(number, page);
    return page;
  }
  return async (number) => {
    for (let next = number; next <= Math.min(last, number + PAGES_AHEAD); next += 1)
      if (!asked.has(next)) void ask(next);
    const page = await (asked.get(number) ?? ask(number));
    asked.delete(number);
    const isFull = page.rows.length === PAGE_SIZE && page.total !== null;
    if (number === 1 && isFull) last = Math.ceil((page.total ?? 0) / PAGE_SIZE);
    return page;
  };
}

/**
 * The list from its first page to its last; `null` where a task has gone from it meanwhile, because another one has moved
 * to a page before. `inOrder`: each page was asked for after the one before had come, so that a total that has grown
 * says of tasks that came only. Else any other total may stand for tasks that went.
 */
async function readOnce(read: ReadPage, inOrder: boolean, doing: string): Promise<unknown[] | null> {
  const found = new Map<string, unknown>();
  let received = 0;
  let most = 0;
  for (let number = 1; ; number += 1) {
    const { rows, total } = await read(number);
    if (total !== null && total < most) return null;
    if (total !== null && number > 1 && total !== most && !inOrder) return null;
    most = total ?? most;
    const before = found.size;
    for (const row of rows) if (!found.has(rowKey(row))) found.set(rowKey(row), row);
    received += rows.length;
    if (rows.length === 0 || (total !== null && received >= total)) return [...found.values()];
    if (found.size === before) throw unexpectedAnswer(doing, `page ${number} repeats an earlier one`);
  }
}

/**
 * Every row of a list, with no more pages than it has. Where tasks come or go while pages are read side by side, it is
 * read again, page after page. Throws `ProviderError`.
 */
export async function wholeList(read: ReadPage, doing: string): Promise<readonly unknown[]> {
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const inOrder = reading > 1;
    const rows = await readOnce(inOrder ? read : readAhead(read), inOrder, doing);
    if (rows !== null) return rows;
  }
  throw unexpectedAnswer(doing, 'tasks go from the list while it is read');
}
