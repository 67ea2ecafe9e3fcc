import type { KnownBlock, ModalView } from '@slack/types';
import type { RemovalAsk, ShownItem } from '../../cleanup/outcome.ts';
import { titleOf } from '../../lifecycle/task.ts';
import { nameToType } from '../../lifecycle/typed-name.ts';
import { INPUT, VIEW } from '../ids.ts';
import { afterWords, changeLines, valueWords } from '../messages/leftover-lines.ts';
import { cut, type Line, rich } from '../messages/rich.ts';
import { labelled } from '../messages/task-lines.ts';
import type { Moment } from '../room.ts';
import { plain } from './plain.ts';

/** A modal holds a hundred blocks; head, foot and inputs need some of them. */
const MOST_ITEM_BLOCKS = 80;

/** Is there something of which nobody knows for sure who else needs it? Then a reason is asked for. */
export function isDoubtful({ shown }: Pick<RemovalAsk, 'shown'>): boolean {
  return shown.some(({ doubt }) => doubt !== null);
}

/** The more things, the less of each: addresses, which are always counted, and letters of a title or doubt. */
function room(items: number): { addresses: number; title: number; doubt: number } {
  if (items <= 3) return { addresses: 60, title: 150, doubt: 900 };
  return items <= 12 ? { addresses: 15, title: 150, doubt: 500 } : { addresses: 4, title: 100, doubt: 150 };
}

/** One line each, where there are more than a view of 250 kB holds at length. */
const MOST_AT_LENGTH = 100;

function shortLines({ title, leftover, doubt }: ShownItem): Line[] {
  const change = `  ${valueWords(leftover)} → ${afterWords(leftover, false)}`;
  const notSure: Line = doubt === null ? [] : [{ bold: `; NOT SURE (!) ${cut(doubt, 100)}` }];
  return [[{ bold: cut(title, 100) }, change, ...notSure]];
}

function itemLines({ title, leftover, doubt, seenAt }: ShownItem, most: ReturnType<typeof room>): Line[] {
  return [
    [{ bold: cut(title, most.title) }, ', looked ', { at: seenAt, show: 'time' }],
    ...changeLines(leftover, most.addresses),
    ...(doubt === null ? [] : [[{ bold: `NOT SURE (!)  ${cut(doubt, most.doubt)}` }]]),
  ];
}

/** Every item is shown; where there are very many, several share a block. */
function itemBlocks({ shown }: RemovalAsk): KnownBlock[] {
  const perBlock = Math.ceil(shown.length / MOST_ITEM_BLOCKS);
  const most = room(shown.length);
  return Array.from({ length: Math.ceil(shown.length / perBlock) }, (_, at) =>
    rich(
      shown
        .slice(at * perBlock, (at + 1) * perBlock)
        .flatMap((item) => (shown.length > MOST_AT_LENGTH ? shortLines(item) : itemLines(item, most))),
    ),
  );
}

function headLines(ask: RemovalAsk): Line[] {
  const count = ask.shown.length;
  const doubts: Line[] = isDoubtful(ask)
    ? [
        [
          {
            bold: 'WHO ELSE NEEDS IT IS NOT KNOWN FOR SURE (!) Read what is not sure below; a reason is needed.',
          },
        ],
      ]
    : [];
  return [
    [{ bold: `Clean-up of ${cut(titleOf(ask.task), 120)}` }],
    [`${count === 1 ? 'This is' : `These ${count} are`} removed, and nothing else is changed.`],
    ...doubts,
  ];
}

/** What is never touched, of the kinds that are shown. */
function neverLines(ask: RemovalAsk): Line[] {
  const kinds = new Set(ask.shown.map(({ leftover }) => leftover.kind));
  const lines: Line[] = [];
  if (kinds.has('whitelist-group'))
    lines.push(
      labelled(
        'Never touched',
        false,
        'default, ali_dms_group, hdm_security_ips, rds_replica_group, and every group that is not named for DTS',
      ),
      labelled(
        'If refused',
        false,
        'where the engine cannot delete a group, it is set to 127.0.0.1, which lets nobody in',
      ),
    );
  if (kinds.has('membership') || kinds.has('empty-group'))
    lines.push(labelled('Never touched', false, 'security groups that are not named for DTS'));
  if (kinds.has('rule'))
    lines.push(labelled('Never touched', false, 'rules for wider blocks, and for 0.0.0.0/0'));
  return lines;
}

function undoLine(ask: RemovalAsk, { undoMs }: Moment): Line {
  const hours = Math.round(undoMs / 360_000) / 10;
  const final = ask.shown.filter(({ leftover }) => leftover.kind === 'empty-group').length;
  if (final === ask.shown.length)
    return labelled('No undo', true, 'a deleted security group cannot be put back');
  const except = final === 0 ? '' : '; a deleted security group cannot';
  return labelled('Undo', false, `can be put back for ${hours} hours after it is gone${except}`);
}

function footLines(ask: RemovalAsk, moment: Moment): Line[] {
  return [
    ...neverLines(ask),
    undoLine(ask, moment),
    labelled(
      'At the click',
      false,
      'all of it is looked at again, and asked again who needs it; what has changed since is not removed',
    ),
    ['Valid until ', { at: ask.expiresAt }, '. Nothing has been changed.'],
  ];
}

function inputs(ask: RemovalAsk): KnownBlock[] {
  const typeName = ask.confirm === 'type-name';
  const doubtful = isDoubtful(ask);
  const name: KnownBlock[] = typeName
    ? [
        {
          type: 'input',
          block_id: INPUT.name,
          label: plain('Which task was it?'),
          hint: plain(`Type ${nameToType(ask.task, false)}`),
          element: { type: 'plain_text_input', action_id: INPUT.name, max_length: 300 },
        },
      ]
    : [];
  const reason: KnownBlock[] =
    typeName || doubtful
      ? [
          {
            type: 'input',
            block_id: INPUT.reason,
            optional: !doubtful,
            label: plain(doubtful ? 'Why is it right all the same?' : 'Why?'),
            hint: plain('Shown in the checklist and kept in the audit log.'),
            element: { type: 'plain_text_input', action_id: INPUT.reason, max_length: 500, multiline: true },
          },
        ]
      : [];
  return [...name, ...reason];
}

/** The modal that asks before a removal: exactly what is there, what will be, and what is not sure. */
export function removalView(ask: RemovalAsk, moment: Moment): ModalView {
  const count = ask.shown.length;
  return {
    type: 'modal',
    callback_id: VIEW.removal,
    private_metadata: ask.id,
    title: plain(count === 1 ? 'Remove it' : `Remove ${count}`, 24),
    submit: plain(count === 1 ? 'Remove it' : `Remove ${count}`, 24),
    close: plain('Leave it', 24),
    blocks: [rich(headLines(ask)), ...itemBlocks(ask), rich(footLines(ask, moment)), ...inputs(ask)],
  };
}
