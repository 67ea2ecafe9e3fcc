import type { Task } from '../task.ts';

/** The family of a DRS task's engine: what its last step carries over, and what a force leaves, hangs on it. */
export function engineFamily(task: Pick<Task, 'drs' | 'source'>): 'mysql' | 'postgresql' | 'other' {
  const engine = `${task.drs?.engineType ?? ''} ${task.source.engine ?? ''}`.toLowerCase();
  if (engine.includes('postgres')) return 'postgresql';
  return /mysql|maria|taurus/.test(engine) ? 'mysql' : 'other';
}
