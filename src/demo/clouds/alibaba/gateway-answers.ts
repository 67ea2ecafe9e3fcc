import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';

/** Refused by Alibaba's gateway: a 4xx or 5xx with `Code` and `Message`. */
export function gatewayError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
  more: Record<string, unknown> = {},
): Answer {
  const RequestId = newRequestId();
  const Recommend = `https://error-center.alibabacloud.com/status/search?Keyword=${code}&source=PopGw`;
  const body = { RequestId, HostId: 'dts.aliyuncs.com', Code: code, Message: message, Recommend, ...more };
  return jsonAnswer(status, body, { 'x-acs-request-id': RequestId, ...headers });
}

/** A 200 with the envelope of the DTS operations (`RequestId`, `HttpStatusCode`, `Success`). */
export function succeeded(fields: Record<string, unknown> = {}): Answer {
  return jsonAnswer(200, { RequestId: newRequestId(), HttpStatusCode: 200, Success: true, ...fields });
}

/** Refused by DTS itself: a 200 whose `Success` is false; `%s` in the message stands for `dynamic`. */
export function refused(code: string, message: string, dynamic = ''): Answer {
  return jsonAnswer(200, {
    RequestId: newRequestId(),
    HttpStatusCode: 400,
    Success: false,
    ErrCode: code,
    ErrMessage: message,
    DynamicMessage: dynamic,
    DynamicCode: code,
  });
}

export function invalidParameter(name: string): Answer {
  return refused('InvalidParameter', 'The Value of Input Parameter %s is not valid', name);
}

/** A job that never was: refused by DTS, with the literal %s that the manual shows. */
export function unknownJob(id: string): Answer {
  return refused('InvalidJobId', 'The specified dts job id %s is not exists.', id);
}

/** A job that was released or belongs elsewhere (another region): refused by the gateway. */
export function foreignJob(): Answer {
  return gatewayError(
    403,
    'Forbidden.InstanceNotFound',
    'The specified instance is not found or you have no permission.',
  );
}
