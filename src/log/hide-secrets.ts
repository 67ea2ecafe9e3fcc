/** Shorter ones would hide ordinary words. */
const SHORTEST = 6;

/**
 * What gives somebody power, by its shape, should it ever slip into a text: tokens of Slack, keys of Alibaba Cloud,
 * response URLs, web hooks and trigger ids of Slack (on any host), tickets of sockets, what stands in an Authorization header or in
 * one of tokens and signatures, signatures in addresses (Alibaba Cloud's older style), tokens of IAM, and passwords in
 * addresses. No boundary is asked for before a token: in JSON a line break before it is a backslash and an n.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/xox[a-z]-[\w-]+|xapp-[\w-]+|LTAI\w{12,}|STS\.\w{8,}/g, '[secret]'],
  [/\/(commands|actions|services|workflows|triggers)\/[TE]\w+\/[\w/-]+/g, '/$1/[secret]'],
  [/\b\d{9,}\.\d{9,}\.[0-9a-f]{32}\b/g, '[secret]'],
  [/([?&]ticket=)[\w.%-]+/g, '$1[secret]'],
  [/([?&](?:Signature|SecurityToken|AccessKeyId)=)[\w.%+/=-]+/gi, '$1[secret]'],
  [/(x-[a-z-]{0,30}(?:token|signature)(?:\\*["'])?\s*[:=,]\s*(?:\\*["'])?)[\w.%+/=-]{8,}/gi, '$1[secret]'],
  [/MII[\w+/-]{100,}=*/g, '[secret]'],
  [/(:\/\/)[^\s/@:"\\]*:[^\s/"\\]+@/g, '$1[secret]@'],
  [/\b(Bearer|Basic) (?=[\w.~+/-]*[\d=])[\w.~+/=-]{8,}/g, '$1 [secret]'],
];

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** One letter as it stands in JSON, in JSON inside a text of JSON, and so on: with as many backslashes as it may be. */
function patternOf(letter: string): string {
  const escaped = JSON.stringify(letter).slice(1, -1);
  if (escaped === letter) return literal(letter);
  if (letter === '\\') return '(?:\\\\\\\\)+'; // in pairs: an odd one belongs to what follows
  if (letter === '"') return '\\\\*"';
  return `\\\\+${literal(escaped.slice(1))}`;
}

/** Makes what takes these secrets, and everything shaped like one, out of a line of JSON and leaves it JSON. */
export function secretHider(secrets: readonly string[]): (line: string) => string {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST)
    // The longest first: one secret may be the beginning of another.
    .toSorted((one, other) => other.length - one.length)
    .flatMap((secret) => [[...secret].map(patternOf).join(''), literal(encodeURIComponent(secret))]);
  const shapes =
    known.length === 0 ? SHAPES : [[new RegExp(known.join('|'), 'g'), '[secret]'] as const, ...SHAPES];
  return (line) => shapes.reduce((text, [shape, instead]) => text.replace(shape, instead), line);
}
