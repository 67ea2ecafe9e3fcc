import { z } from 'zod';

const row = z.looseObject({ error_code: z.string().optional() });
const errorShapes = z.looseObject({
  Code: z.string().optional(),
  ErrCode: z.string().optional(),
  error_code: z.string().optional(),
  code: z.string().optional(),
  results: z.array(row).optional(),
});

/** The error code that an answer carries in whichever place its product puts it, or ''. */
export function errorCodeOf(body: string): string {
  const parsed = errorShapes.safeParse(parseJson(body));
  if (!parsed.success) return '';
  const { Code, ErrCode, error_code, code, results } = parsed.data;
  const inRows = results?.find((each) => each.error_code !== undefined)?.error_code;
  return Code || ErrCode || error_code || code || inRows || '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
