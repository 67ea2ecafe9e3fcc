const two = (number) => String(number).padStart(2, '0');

export function clock(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function dayName(date, options) {
  const start = (one) => new Date(one.getFullYear(), one.getMonth(), one.getDate()).getTime();
  const days = Math.round((start(date) - start(new Date())) / 86_400_000);
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[String(days)];
  return near ?? date.toLocaleDateString(undefined, options);
}

function ago(date) {
  const seconds = Math.round((date.getTime() - Date.now()) / 1000);
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ];
  const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? units[3];
  return new Intl.RelativeTimeFormat().format(Math.round(seconds / size), unit);
}

const NUMBERS = { year: 'numeric', month: '2-digit', day: '2-digit' };
const LONG = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' };
const MIDDLE = { year: 'numeric', month: 'long', day: 'numeric' };
const SHORT = { year: 'numeric', month: 'short', day: 'numeric' };

const TOKENS = {
  date_num: (date) => date.toLocaleDateString(undefined, NUMBERS),
  date: (date) => date.toLocaleDateString(undefined, MIDDLE),
  date_pretty: (date) => dayName(date, MIDDLE),
  date_short: (date) => date.toLocaleDateString(undefined, SHORT),
  date_short_pretty: (date) => dayName(date, SHORT),
  date_long: (date) => date.toLocaleDateString(undefined, LONG),
  date_long_pretty: (date) => dayName(date, LONG),
  time: clock,
  time_secs: (date) => `${clock(date)}:${two(date.getSeconds())}`,
  ago,
};

/** Slack's date format in the reader's own zone; the fallback where a token is not known. */
export function formatDate(seconds, format, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  let unknown = false;
  const text = format.replace(/\{(\w+)\}/g, (_whole, token) => {
    const show = Object.hasOwn(TOKENS, token) ? TOKENS[token] : null;
    if (show === null) unknown = true;
    return show?.(date) ?? '';
  });
  return unknown ? fallback : text;
}

/** The time of a message, from its ts. */
export function messageTime(ts) {
  return new Date(Number(ts) * 1000);
}
