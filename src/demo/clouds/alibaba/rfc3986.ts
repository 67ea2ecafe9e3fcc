/** Percent-encodes as RFC 3986 asks: everything but letters, digits and `-._~`. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Name=value pairs, encoded, sorted by name and joined with `&`: the form both of Alibaba's signatures use. */
export function canonicalQuery(pairs: Iterable<[string, string]>): string {
  return [...pairs]
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([one, first], [other, second]) => (one === other ? compare(first, second) : compare(one, other)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
