import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';

/** A refusal at the top level: `error_code` and `error_msg`. */
export function drsError(
  status: number,
  error_code: string,
  error_msg: string,
  headers: Record<string, string> = {},
): Answer {
  return jsonAnswer(status, { error_code, error_msg, request_id: newRequestId() }, headers);
}

/** A batch reply: `count` and one row a job. */
export function batch(status: number, results: readonly Record<string, unknown>[]): Answer {
  return jsonAnswer(status, { count: results.length, results });
}

export function taken(id: string): Record<string, unknown> {
  return { id, status: 'success' };
}

/** A row of a batch that was refused: the call as a whole still answers 200 or 202. */
export function rowRefused(id: string, error_code: string, error_msg: string): Record<string, unknown> {
  return { id, status: 'failed', error_code, error_msg };
}

/** The one answer DRS has for "wrong state", "busy" and "abnormal". */
export function busyOrAbnormal(id: string): Record<string, unknown> {
  const text =
    'Another operation is being performed on the migration task or the migration task is abnormal. Try again later.';
  return rowRefused(id, 'DRS.M01504', text);
}

export function notInThisStatus(id: string): Record<string, unknown> {
  return rowRefused(id, 'DRS.M00304', 'This operation cannot be performed in the current task status.');
}

/** An unknown or deleted job: HTTP 400 with the batch shape, the code sits in the row. */
export function missingJobs(rows: readonly { id: string; code: 'DRS.M00289' | 'DRS.M05004' }[]): Answer {
  return batch(
    400,
    rows.map(({ id, code }) => missingRow(id, code)),
  );
}

export function missingRow(id: string, code: 'DRS.M00289' | 'DRS.M05004'): Record<string, unknown> {
  const text =
    code === 'DRS.M05004'
      ? 'The task has been deleted or its resources have been released.'
      : 'The task does not exist.';
  return { id, status: 'failed', error_code: code, error_msg: text, error_message: text };
}

export function badParameter(code: 'DRS.M00200' | 'DRS.M00201' | 'DRS.M00202', text: string): Answer {
  return drsError(400, code, text);
}
