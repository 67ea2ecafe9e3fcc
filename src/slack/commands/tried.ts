import type { Typed } from './parse.ts';

/** What a command asks for that could end in a change, in a word; `null` where it only reads. */
export function triedIn(typed: Typed): string | null {
  switch (typed.kind) {
    case 'action':
      return typed.action;
    case 'cleanup':
    case 'undo':
    case 'hold':
    case 'unhold':
    case 'freeze':
    case 'unfreeze':
      return typed.kind;
    case 'help':
    case 'list':
    case 'show':
    case 'holds':
    case 'scheduled':
    case 'missing-task':
    case 'unknown':
      return null;
  }
}
