import { readFileSync } from 'node:fs';

/** Puts the clock of a process ahead by as many milliseconds as the file in CLOCK_AHEAD says when it starts. */
const ahead = Number(readFileSync(process.env['CLOCK_AHEAD'], 'utf8'));
const RealDate = Date;
const now = () => RealDate.now() + ahead;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }

  static now() {
    return now();
  }
};
