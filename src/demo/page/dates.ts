/** Who reads: the moment, and in tests the language and the zone; the browser's own where left out. */
export interface Reader {
  readonly now: number;
  readonly locale?: string;
  readonly timeZone?: string;
}

type Style = Intl.DateTimeFormatOptions;

const HALF_A_YEAR = 183 * 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(style: Style, { locale, timeZone }: Reader): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(style)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...style, ...(timeZone === undefined ? {} : { timeZone }) });
  formats.set(key, made);
  return made;
}

const two = (number: number): string => String(number).padStart(2, '0');

function numbered(at: number, reader: Reader): string {
  if (reader.timeZone === undefined) {
    const date = new Date(at);
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }
  const style: Style = { year: 'numeric', month: '2-digit', day: '2-digit' };
  return formatter(style, { ...reader, locale: 'sv-SE' }).format(at);
}

/** The time of day as HH:mm, or HH:mm:ss, in the reader's zone. */
export function clock(at: number, reader: Reader, withSeconds = false): string {
  const style: Style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const whole: Style = withSeconds ? { ...style, second: '2-digit' } : style;
  return formatter(whole, { ...reader, locale: 'en-GB' }).format(at);
}

/** Slack leaves the year out where the day is less than six months away ("Formatting text", date formatting). */
function day(at: number, reader: Reader, style: Style): string {
  const isNear = Math.abs(at - reader.now) < HALF_A_YEAR;
  return formatter(isNear ? style : { ...style, year: 'numeric' }, reader).format(at);
}

function daysAway(at: number, reader: Reader): number {
  const midnight = (moment: number): number => Date.parse(`${numbered(moment, reader)}T00:00:00Z`);
  return Math.round((midnight(at) - midnight(reader.now)) / 86_400_000);
}

function pretty(at: number, reader: Reader, style: Style): string {
  const near: Record<string, string> = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' };
  return near[String(daysAway(at, reader))] ?? day(at, reader, style);
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** How long ago, or in how long, in the largest unit that fits. */
export function ago(at: number, reader: Reader): string {
  const seconds = Math.round((at - reader.now) / 1000);
  const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

const MIDDLE: Style = { month: 'long', day: 'numeric' };
const LONG: Style = { weekday: 'long', ...MIDDLE };
const SHORT: Style = { month: 'short', day: 'numeric' };
const SLASHED: Style = { year: 'numeric', month: '2-digit', day: '2-digit' };

const TOKENS: Readonly<Record<string, (at: number, reader: Reader) => string>> = {
  date_num: numbered,
  date_slash: (at, reader) => formatter(SLASHED, reader).format(at),
  date: (at, reader) => day(at, reader, MIDDLE),
  date_pretty: (at, reader) => pretty(at, reader, MIDDLE),
  date_short: (at, reader) => day(at, reader, SHORT),
  date_short_pretty: (at, reader) => pretty(at, reader, SHORT),
  date_long: (at, reader) => day(at, reader, LONG),
  date_long_full: (at, reader) => formatter({ ...MIDDLE, year: 'numeric' }, reader).format(at),
  date_long_pretty: (at, reader) => pretty(at, reader, LONG),
  day_divider_pretty: (at, reader) => pretty(at, reader, LONG),
  time: (at, reader) => clock(at, reader),
  time_secs: (at, reader) => clock(at, reader, true),
  ago,
};

/** Slack's date format (`{date_short_pretty} at {time}`) in the reader's own zone; the fallback where a token is not known. */
export function formatDate(seconds: number, format: string, fallback: string, reader: Reader): string {
  const at = seconds * 1000;
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return fallback;
  const tokens = [...format.matchAll(/\{(\w+)\}/g)].map(([, token = '']) => token);
  if (tokens.some((token) => !Object.hasOwn(TOKENS, token))) return fallback;
  return format.replace(/\{(\w+)\}/g, (_whole, token: string) => TOKENS[token]?.(at, reader) ?? '');
}

/** A day as it stands between the messages of two days, with a capital letter. */
export function dayName(at: number, reader: Reader): string {
  const name = pretty(at, reader, LONG);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** A key for the day of a moment in the reader's zone, as YYYY-MM-DD. */
export function dayKey(at: number, reader: Reader): string {
  return numbered(at, reader);
}

/** The moment of a message in ms since 1970, from its ts. */
export function momentOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}
