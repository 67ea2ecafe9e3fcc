import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { DrsRequest } from './drs-state.ts';

const MOST_ROWS = 2000;

/** A refusal in the words of the API version that the path belongs to. */
export function vpcError(path: string, status: number, code: string, message: string): Answer {
  if (path.startsWith('/v3/'))
    return jsonAnswer(status, { error_code: code, error_msg: message, request_id: newRequestId() });
  return jsonAnswer(status, { code, message });
}

/** `limit` rows (0 to 2000, 2000 unless said) after the row whose id is `marker`, or the refusal. */
export function vpcPage<Row extends { id: string }>(
  rows: readonly Row[],
  request: DrsRequest,
): { page: readonly Row[]; page_info: Record<string, unknown> } | { refusal: Answer } {
  const { query, path } = request.exchange;
  const limit = Number(query.get('limit') ?? MOST_ROWS);
  if (!Number.isInteger(limit) || limit < 0 || limit > MOST_ROWS)
    return { refusal: vpcError(path, 400, 'VPC.0002', 'The limit is not valid.') };
  const marker = query.get('marker');
  const before = marker === null ? -1 : rows.findIndex((row) => row.id === marker);
  if (marker !== null && before < 0)
    return { refusal: vpcError(path, 400, 'VPC.0002', 'The marker is not valid.') };
  const page = rows.slice(before + 1, before + 1 + limit);
  const [first, last] = [page[0], page.at(-1)];
  const page_info = {
    current_count: page.length,
    ...(first === undefined || before < 0 ? {} : { previous_marker: first.id }),
    ...(last === undefined || last === rows.at(-1) ? {} : { next_marker: last.id }),
  };
  return { page, page_info };
}
