import { parse } from 'node:querystring';

export type Parsed = Readonly<Record<string, unknown>>;

/** Commands are forms, clicks are forms with one field of JSON, events are JSON (Slack: "Using HTTP request URLs"). */
export function isForm(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

function objectIn(json: string): Parsed | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parsed) : null;
  } catch {
    return null;
  }
}

/** What Slack sent; `null` where it is no form and no JSON object. Bolt 5 dies of a signed `payload=null`. */
export function parseBody(text: string, contentType: string | undefined): Parsed | null {
  if (!isForm(contentType)) return objectIn(text);
  const fields = parse(text);
  const { payload } = fields;
  return typeof payload === 'string' ? objectIn(payload) : { ...fields };
}
