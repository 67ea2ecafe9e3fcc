const LONGEST = 300;
/** What lies behind is never shown, and need not be searched for credentials. */
const LOOKED_AT = 4000;

/** Invisible characters that turn the direction of text or hide in it. */
const INVISIBLE = /\p{Cf}+/gu;
const CONTROLS_AND_SPACES = /[\p{Cc}\p{Z}]+/gu;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/@:]*:[^\s/]*@/g, '$1***@'], // scheme://user:password@host; passwords may hold an @
  [/(jdbc:oracle:\w+:)[^\s/@]+\/[^\s@]+@/gi, '$1***@'], // jdbc:oracle:thin:user/password@host
  [/(?<![\w/])[\w.$-]+:[^\s:/@]+@(?=[\w[])/g, '***@'], // user:password@host
  [
    /([\w-]*(?:password|passwd|pwd|secret|token|access_?key(?:_?id)?|signature|authorization)|\bpass)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,)\]}]+)/gi,
    '$1$2***',
  ],
  [/([?&;](?:user|username|uid)=)[^\s&;,)\]}]+/gi, '$1***'],
  [/\b(x-acs-(?:security-token|accesskey-id)\s*:\s*)\S+/gi, '$1***'],
  [/\b(?:LTAI|STS\.)[A-Za-z0-9]{8,}/g, '***'], // Alibaba access key ids
  [/\b[0-9a-f]{32,}\b/gi, '***'], // keys, digests and signatures in hexadecimal
];

/**
 * Makes a cloud's text fit to show: one line, at most 300 characters, no control or bidirectional characters,
 * and no credentials. `known` are secrets that must not appear whatever they look like.
 */
export function redact(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) if (secret.length >= 4) clean = clean.replaceAll(secret, '***');
  clean = clean.slice(0, LOOKED_AT).replace(INVISIBLE, '').replace(CONTROLS_AND_SPACES, ' ').trim();
  for (const [pattern, instead] of SECRETS) clean = clean.replace(pattern, instead);
  const characters = [...clean];
  return characters.length <= LONGEST ? clean : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
