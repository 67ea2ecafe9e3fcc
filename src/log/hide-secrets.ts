/** Shorter ones would hide ordinary words. */
const SHORTEST = 6;

/**
 * What gives somebody power, by its shape, should it ever slip into a text: tokens of Slack, keys of Alibaba Cloud,
 * response URLs and web hooks of Slack (on any host), tickets of sockets, and what stands in an Authorization header. No boundary is
 * asked for before a token: in JSON a line break before it is a backslash and an n.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/xox[a-z]-[\w-]+|xapp-[\w-]+|LTAI\w{12,}|STS\.\w{8,}/g, '[secret]'],
  [/\/(commands|actions|services|workflows|triggers)\/T\w+\/[\w/-]+/g, '/$1/[secret]'],
  [/([?&]ticket=)[\w.%-]+/g, '$1[secret]'],
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/g, '$1 [secret]'],
];

/** As it may stand in a line of JSON: as it is, as JSON inside a text, or in an address. */
function formsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [escaped, JSON.stringify(escaped).slice(1, -1), encodeURIComponent(secret)];
}

/** Makes what takes these secrets, and everything shaped like one, out of a line of JSON and leaves it JSON. */
export function secretHider(secrets: readonly string[]): (line: string) => string {
  const long = secrets.filter((secret) => secret.length >= SHORTEST);
  // The longest first: one secret may be the beginning of another.
  const hidden = [...new Set(long.flatMap(formsOf))].toSorted((one, other) => other.length - one.length);
  return (line) => {
    const known = hidden.reduce((text, form) => text.replaceAll(form, '[secret]'), line);
    return SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), known);
  };
}
