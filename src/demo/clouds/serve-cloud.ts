import { setTimeout as wait } from 'node:timers/promises';
import {
  answerAlibaba,
  changesAlibaba,
  operationParameters,
  productOf,
  readAlibabaRequest,
  regionOfRequest,
} from './alibaba/alibaba-gateway.ts';
import { gatewayError } from './alibaba/gateway-answers.ts';
import { drsError } from './drs/drs-answers.ts';
import { answerDrs, drsParameters, regionOfDrsRequest, routeDrsRequest } from './drs/drs-gateway.ts';
import { errorCodeOf } from './error-code.ts';
import { type Answer, type Exchange, jsonAnswer } from './exchange.ts';
import type { CloudName, Fault, Outcome } from './faults.ts';
import type { Call } from './shown.ts';
import type { World } from './world.ts';

interface Work {
  cloud: CloudName;
  product: string;
  region: string;
  action: string;
  parameters: Record<string, unknown>;
  changes: boolean;
  answer: () => Answer;
}

/** The fault of a call whose answer was cut because somebody wanted it so the moment it had taken effect. */
export const CUT_AFTER_CHANGE = 'cut-after-change';

/** Serves one request to a cloud: at `/` to Alibaba, anywhere else to DRS, IAM or VPC. Requests are recorded, the last 10,000 of them. */
export async function serveCloud(world: World, exchange: Exchange): Promise<Outcome> {
  world.timeline.settle();
  const work = exchange.path === '/' ? alibabaWork(world, exchange) : drsWork(world, exchange);
  const call: Call = {
    at: world.timeline.now(),
    cloud: work.cloud,
    product: work.product,
    region: work.region,
    action: work.action,
    parameters: work.parameters,
    changes: work.changes,
    answer: { status: 0, code: '', fault: '' },
  };
  world.log.add(call);
  const outcome = await meetFaults(world, watched(world, work, call), call);
  if (call.answer.fault === CUT_AFTER_CHANGE) return { kind: 'cut' };
  if (outcome.kind === 'answer') {
    call.answer.status = outcome.answer.status;
    call.answer.code = errorCodeOf(outcome.answer.body);
  }
  world.log.changed();
  return outcome;
}

/** The same work; whoever waits for a change is asked the moment it has taken effect. */
function watched(world: World, work: Work, call: Call): Work {
  const answer = () => {
    const real = work.answer();
    const tookEffect = work.changes && real.status < 300 && errorCodeOf(real.body) === '';
    if (tookEffect && world.log.afterChange?.(call) === 'cut') call.answer.fault = CUT_AFTER_CHANGE;
    return real;
  };
  return { ...work, answer };
}

function alibabaWork(world: World, exchange: Exchange): Work {
  const request = readAlibabaRequest(exchange);
  return {
    cloud: 'alibaba',
    product: productOf(request),
    region: regionOfRequest(world.alibaba, request),
    action: request.action,
    parameters: operationParameters(request),
    changes: changesAlibaba(request),
    answer: () => answerAlibaba(world.alibaba, exchange, request),
  };
}

function drsWork(world: World, exchange: Exchange): Work {
  const routed = routeDrsRequest(exchange);
  return {
    cloud: 'drs',
    product: routed.route?.service ?? '',
    region: regionOfDrsRequest(world.drs, routed),
    action: routed.action,
    parameters: drsParameters(routed),
    changes: routed.route?.changes ?? false,
    answer: () => answerDrs(world.drs, routed),
  };
}

async function meetFaults(world: World, work: Work, call: Call): Promise<Outcome> {
  if (world.faults.isCutOff(work.cloud)) {
    call.answer.fault = 'cut-off';
    return { kind: 'cut' };
  }
  const silence = world.faults.silenceOf(work.cloud, work.region);
  if (silence !== null) {
    call.answer.fault = 'region-cut-off';
    if (silence !== 'unavailable') return { kind: silence };
    return { kind: 'answer', answer: unavailable(work.cloud) };
  }
  if (!world.rates.take(work, world.realNow())) {
    call.answer.fault = 'rate-limit';
    return { kind: 'answer', answer: throttled(work.cloud, 1) };
  }
  const fault = world.faults.take(work);
  if (fault === null) return { kind: 'answer', answer: work.answer() };
  const { kind } = fault;
  call.answer.fault = kind;
  if (kind === 'delay') {
    const answer = work.answer();
    if (call.answer.fault === kind) await wait(fault.milliseconds);
    return { kind: 'answer', answer };
  }
  const real = fault.takesEffect ? work.answer() : null;
  return spoil(work.cloud, { ...fault, kind }, real);
}

type SpoilingFault = Fault & { kind: Exclude<Fault['kind'], 'delay'> };

/** What comes back instead of the real answer; `real` is null where the action did not take effect. */
function spoil(cloud: CloudName, fault: SpoilingFault, real: Answer | null): Outcome {
  switch (fault.kind) {
    case 'cut':
      return { kind: 'cut' };
    case 'hang':
      return { kind: 'hang' };
    case 'throttle':
      return { kind: 'answer', answer: throttled(cloud, fault.retryAfterSeconds) };
    case 'denied':
      return { kind: 'answer', answer: denied(cloud) };
    case 'error-500':
      return { kind: 'answer', answer: brokenDown(cloud) };
    case 'html':
      return { kind: 'answer', answer: htmlPage(fault.status) };
    case 'truncated':
      return { kind: 'answer', answer: truncated(real) };
    case 'answer':
      return { kind: 'answer', answer: jsonAnswer(fault.status, fault.body ?? {}) };
  }
}

function throttled(cloud: CloudName, seconds: number): Answer {
  const headers = { 'retry-after': String(Math.ceil(seconds)) };
  if (cloud === 'drs') {
    const text =
      'The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 second';
    return drsError(429, 'APIGW.0308', text, headers);
  }
  const text = 'Request was denied due to user flow control.';
  const milliseconds = String(Math.round(seconds * 1000));
  return gatewayError(429, 'Throttling.User', text, { ...headers, 'x-acs-retry-after': milliseconds });
}

function denied(cloud: CloudName): Answer {
  if (cloud === 'drs')
    return drsError(403, 'DRS.M00102', 'You do not have permission to perform this operation.');
  return gatewayError(403, 'Forbidden.RAM', 'User not authorized to operate on the specified resource.');
}

function brokenDown(cloud: CloudName): Answer {
  if (cloud === 'drs') return drsError(500, 'DRS.M00004', 'The service is abnormal. Try again later.');
  return gatewayError(500, 'InternalError', 'The request processing has failed due to some unknown error.');
}

function unavailable(cloud: CloudName): Answer {
  if (cloud === 'drs') return drsError(503, 'APIGW.0202', 'Backend unavailable');
  const text = 'The request has failed due to a temporary failure of the server.';
  return gatewayError(503, 'ServiceUnavailable', text);
}

function htmlPage(status: number): Answer {
  const body = '<!DOCTYPE html><html><body><h1>Gateway maintenance</h1></body></html>';
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function truncated(real: Answer | null): Answer {
  const body = real?.body ?? '{"RequestId":"6A2C9F1B","Success":tr';
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: body.slice(0, Math.ceil(body.length / 2)),
  };
}
