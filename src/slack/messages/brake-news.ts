import type { BrakeNews } from '../../lifecycle/rows.ts';
import { type Message, message } from './message.ts';
import { cut, type Line, type Part } from './rich.ts';
import { typedCommand } from './typed-command.ts';

type HoldNews = Exclude<BrakeNews, { kind: 'frozen' | 'thawed' }>;

function reason(because: string): string {
  return `"${cut(because, 300)}"`;
}

/** Until when, for the reader's own clock. */
export function untilParts(until: number | null): Part[] {
  return until === null ? ['until somebody lifts it'] : ['until ', { at: until }];
}

function byLine(verb: string, by: string | null, ...more: readonly Part[]): Line {
  return by === null ? more : [`${verb} by `, { who: by }, ...more];
}

function holdMessage({ kind, by, task, until, because }: HoldNews): Message {
  const title = cut(task.title, 80);
  const what: Line = ['job ', { code: cut(task.taskId, 100) }, `, account ${cut(task.account, 60)}`];
  const why: Line = ['Reason of the hold: ', reason(because)];
  if (kind === 'over')
    return message(`NO LONGER ON HOLD: ${title}`, [what, ['The time of the hold is over.'], why]);
  if (kind === 'lifted')
    return message(`NO LONGER ON HOLD: ${title}`, [what, byLine('Lifted', by, '.'), why]);
  return message(`ON HOLD: ${title}`, [
    what,
    byLine('Held', by, ', ', ...untilParts(until), `: ${reason(because)}`),
    ['I change nothing about it, in any cloud: no plan, no approval, no clean-up. I go on looking.'],
    ['To lift it, type ', typedCommand(task.provider, `unhold ${task.title}`), '.'],
  ]);
}

/** What a channel is told when a brake is put on, taken off, or is over. Nobody is asked to do anything. */
export function brakeNewsMessage(news: BrakeNews): Message {
  switch (news.kind) {
    case 'frozen':
      return message('EVERYTHING IS FROZEN', [
        ['Frozen by ', { who: news.by }, `: ${reason(news.because)}`],
        [
          'I change nothing in any cloud, whatever was agreed before. I go on looking; waiting endings can be withdrawn.',
        ],
        ['To lift it, type ', typedCommand(null, 'unfreeze everything'), '.'],
      ]);
    case 'thawed':
      return message('NO LONGER FROZEN', [
        ['Lifted by ', { who: news.by }, '.'],
        ['Reason of the freeze: ', reason(news.because)],
        ['Nothing starts by itself: what was refused is asked for again.'],
      ]);
    case 'held':
    case 'lifted':
    case 'over':
      return holdMessage(news);
  }
}
