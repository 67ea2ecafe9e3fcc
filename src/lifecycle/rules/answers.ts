/** Every answer a rule can give. `go` proceeds; `done-…` means there is nothing to do; the rest are refusals. */
export const ANSWERS = [
  'go',
  'done-over', // it is over already
  'done-ending', // its end is under way already
  'done-paused',
  'done-running',
  'done-gone', // released or deleted already
  'unknown', // a status that no table knows
  'not-begun', // nothing copies yet; release removes it
  'wait', // the cloud is busy with it
  'pay-first', // locked for money
  'tracking', // change tracking has no such action
  'no-force', // this cloud has no force
  'no-release', // this cloud has no release
  'still-alive', // release comes after the end
  'direction-alive', // release of a two-way instance while a direction lives
  'subscription', // paid until a date: not by this API
  'cannot-restart', // over means over
  'not-running', // pause needs something that runs
  'not-startable', // resume needs something paused or failed
  'console-only', // only the console can do it
  'configuration-failed',
  'create-failed',
  'repairing', // not while the fault is being rectified
  'in-trouble', // the ordinary stop is refused; two ways on
  'force-instead', // the ordinary stop is impossible here, force is possible
  'healthy', // force is refused on a healthy task
  'not-stoppable', // not one of the documented states
  'stopping-not-hung', // force only after an hour
  'sub-task', // act on the parent
] as const;
export type Answer = (typeof ANSWERS)[number];
