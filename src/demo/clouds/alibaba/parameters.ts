import type { Answer } from '../exchange.ts';
import type { Parameters } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';
import { isRegion } from './regions.ts';

/** Refuses a call that leaves out, or leaves empty, a parameter that the manual marks as required. */
export function objectionToMissing(parameters: Parameters, names: readonly string[]): Answer | null {
  const missing = names.find((name) => (parameters.get(name) ?? '') === '');
  if (missing === undefined) return null;
  const text = `The input parameter "${missing}" that is mandatory for processing this request is not supplied.`;
  return gatewayError(400, 'MissingParameter', text);
}

export function objectionToRegion(parameters: Parameters): Answer | null {
  const missing = objectionToMissing(parameters, ['RegionId']);
  if (missing !== null) return missing;
  if (isRegion(parameters.get('RegionId') ?? '')) return null;
  return gatewayError(404, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
}

export function badParameter(name: string): Answer {
  return gatewayError(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`);
}

/** The values of `Name.1`, `Name.2` and so on. */
export function numbered(parameters: Parameters, name: string): string[] {
  const values: string[] = [];
  for (let at = 1; parameters.has(`${name}.${at}`); at += 1)
    values.push(parameters.get(`${name}.${at}`) ?? '');
  return values;
}

/** A page of `rows` by MaxResults (10 unless said, at most `most`) and NextToken, or the refusal. */
export function pageOf<Row>(
  rows: readonly Row[],
  parameters: Parameters,
  most = 100,
): { page: readonly Row[]; NextToken: string } | { refusal: Answer } {
  const size = Number(parameters.get('MaxResults') ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > most) return { refusal: badParameter('MaxResults') };
  const token = parameters.get('NextToken') ?? '';
  const start = token === '' ? 0 : Number(/^page-(\d+)$/.exec(decoded(token))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) return { refusal: badParameter('NextToken') };
  const end = start + size;
  const NextToken = end < rows.length ? Buffer.from(`page-${end}`).toString('base64') : '';
  return { page: rows.slice(start, end), NextToken };
}

function decoded(token: string): string {
  return Buffer.from(token, 'base64').toString('utf8');
}
