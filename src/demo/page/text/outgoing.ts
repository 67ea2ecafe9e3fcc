/** The names that a typed text may mention, without their sign. */
export interface Mentionable {
  readonly people: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
}

const EVERYBODY = ['here', 'channel', 'everyone'];

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function mentioned(whole: string, sign: string, name: string, known: Mentionable): string {
  if (sign === '#') {
    const channel = known.channels.get(name);
    return channel === undefined ? whole : `<#${channel}>`;
  }
  const person = known.people.get(name);
  if (person !== undefined) return `<@${person}>`;
  const group = known.groups.get(name);
  if (group !== undefined) return `<!subteam^${group}>`;
  return EVERYBODY.includes(name) ? `<!${name}>` : whole;
}

/**
 * What a person typed, as Slack's client sends it: the three control characters escaped, and known @names and
 * #channels as ids ("Formatting text"). A line that is a command goes as it was typed.
 */
export function outgoing(text: string, known: Mentionable): string {
  if (text.startsWith('/')) return text;
  return escaped(text).replace(
    /(?<![\p{L}\p{N}`])([@#])([\p{L}\p{N}][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*)/gu,
    (whole, sign: string, name: string) => mentioned(whole, sign, name, known),
  );
}
