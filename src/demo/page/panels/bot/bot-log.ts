import { clock } from '../../dates.ts';
import { el } from '../../dom.ts';
import { readLogLine } from './log-line.ts';

/** So near to its end, in pixels, a reader follows what comes. */
const NEAR = 24;

function lineNode(line: string): HTMLElement {
  const { at, level, text, facts } = readLogLine(line);
  const word = level === '' ? null : el('span', { class: `log-level ${level}` }, level);
  return el(
    'div',
    { class: 'log-line' },
    at === null ? null : el('time', {}, clock(at, { now: Date.now() }, true)),
    word,
    el('span', {}, text),
    facts === '' ? null : el('small', {}, facts),
  );
}

/** The latest lines of the bot's log. It follows them, unless somebody has scrolled up to read. */
export function botLog() {
  const node = el('div', { class: 'bot-log', role: 'region', 'aria-label': 'Log of the bot', tabindex: 0 });
  let known: readonly string[] = [];

  /** How many of the known lines went away at the top; all, where the log is another one. */
  function gone(lines: readonly string[]): number {
    for (let from = 0; from < known.length; from += 1) {
      if (known.slice(from).every((line, index) => lines[index] === line)) return from;
    }
    return known.length;
  }

  return {
    node,
    show: (lines: readonly string[]): void => {
      const isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
      const from = gone(lines);
      for (const old of [...node.children].slice(0, from)) old.remove();
      node.append(...lines.slice(known.length - from).map(lineNode));
      known = lines;
      if (isAtEnd) node.scrollTop = node.scrollHeight;
    },
  };
}
