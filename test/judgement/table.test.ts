import { describe, expect, it } from 'vitest';
import { ACTIONS as REAL_ACTIONS } from '../../src/lifecycle/task.ts';
import { stageWord } from '../../src/lifecycle/words.ts';
import {
  ACTIONS,
  type Action,
  type Cell,
  isJudged,
  KINDS,
  PLACES,
  READINESS,
  ROLES,
  type Role,
  STAGES,
} from './expected.ts';
import { judgedBy } from './table-world.ts';
import { walk } from './walk.ts';

const RULES = ['shown', 'required'] as const;
const STATES = READINESS.flatMap((ready) => RULES.map((rule) => ({ ready, rule })));

/** Every cell of a role and an action. Where readiness is not judged, the cells take its states in turn. */
function* cellsOf(role: Role, action: Action): Generator<Cell> {
  let turn = 0;
  for (const place of PLACES)
    for (const kind of KINDS)
      for (const stage of STAGES) {
        const about = { role, place, action, kind, stage };
        const all = isJudged(about);
        turn += 1;
        for (const state of all ? STATES : STATES.slice(turn % STATES.length).slice(0, 1))
          yield { ...about, ...state };
      }
}

function inWords({ place, kind, stage, ready, rule }: Cell): string {
  return `${place}, ${kind}, ${stage}, ${ready}, readiness ${rule}`;
}

const BATCHES = (Object.keys(ROLES) as Role[]).flatMap((role) =>
  ACTIONS.map((action) => [role, action] as const),
);

describe('every role, channel, action, stage and readiness', () => {
  it.each(BATCHES)('is judged as promised: %s, %s', async (role, action) => {
    const policies = { shown: judgedBy('shown'), required: judgedBy('required') };
    const wrong: string[] = [];
    let cells = 0;
    for (const cell of cellsOf(role, action)) {
      const found = await walk(cell, policies[cell.rule]);
      cells += 1;
      if (found !== null) wrong.push(`${inWords(cell)}: ${found}`);
    }
    expect(wrong.slice(0, 5), `${wrong.length} of ${cells} cells`).toEqual([]);
    expect(cells).toBeGreaterThan(300);
  });

  it('knows every action, and calls every stage by a name', () => {
    expect(ACTIONS).toEqual(REAL_ACTIONS);
    expect(new Set(STAGES.map(stageWord)).size).toBe(STAGES.length);
  });
});
