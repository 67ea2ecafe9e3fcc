import { type Answer, type Exchange, headerOf } from '../exchange.ts';
import { objectionToAcs3 } from './acs3-signature.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';
import { APIS } from './operations.ts';
import { objectionOfRam } from './permissions.ts';
import { objectionToRpcSignature } from './rpc-signature.ts';

/** What a request asks for, read before anybody checks whether it may. */
export interface AlibabaRequest {
  action: string;
  version: string;
  parameters: Parameters;
}

const OF_THE_PROTOCOL = new Set([
  'Action',
  'Version',
  'Format',
  'Timestamp',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'AccessKeyId',
  'SecurityToken',
  'Signature',
]);

/** Reads action and version from where they are signed: the headers with ACS3, else query or form. */
export function readAlibabaRequest(exchange: Exchange): AlibabaRequest {
  const parameters = new Map(exchange.query);
  if (headerOf(exchange, 'content-type').startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(exchange.body.toString('utf8')))
      parameters.set(name, value);
  }
  if (isAcs3(exchange)) {
    return {
      action: headerOf(exchange, 'x-acs-action'),
      version: headerOf(exchange, 'x-acs-version'),
      parameters,
    };
  }
  return { action: parameters.get('Action') ?? '', version: parameters.get('Version') ?? '', parameters };
}

/** The parameters of the operation alone, without what belongs to the protocol: safe to keep and to show. */
export function operationParameters(request: AlibabaRequest): Record<string, string> {
  return Object.fromEntries([...request.parameters].filter(([name]) => !OF_THE_PROTOCOL.has(name)));
}

/** Checks the signature, finds the operation by version and action, asks RAM, and lets it answer. */
export function answerAlibaba(state: AlibabaState, exchange: Exchange, request: AlibabaRequest): Answer {
  if (exchange.method !== 'POST' && exchange.method !== 'GET') {
    return gatewayError(405, 'UnsupportedHTTPMethod', 'This http method is not supported.');
  }
  const objection = isAcs3(exchange)
    ? objectionToAcs3(exchange, state.key, state.nonces)
    : objectionToRpcSignature(exchange.method, request.parameters, state.key, state.nonces);
  if (objection !== null) return objection;
  const api = APIS.get(request.version);
  if (api === undefined)
    return gatewayError(404, 'InvalidVersion', 'Specified parameter Version is not valid.');
  const operation = api.operations.get(request.action);
  if (operation === undefined) {
    return gatewayError(
      404,
      'InvalidAction.NotFound',
      'Specified api is not found, please check your url and method.',
    );
  }
  return objectionOfRam(state, api.services, request.action) ?? operation(state, request.parameters);
}

/** The product that a request is for, by its API version: `rds`, `dds`, `ecs` and so on; '' for none. */
export function productOf(request: AlibabaRequest): string {
  return APIS.get(request.version)?.services.at(-1) ?? '';
}

/** Does the operation change something, as opposed to reading? */
export function changesAlibaba({ action, version }: AlibabaRequest): boolean {
  return APIS.get(version)?.changing.has(action) ?? false;
}

const NAMING_A_DATABASE = ['DBInstanceId', 'DBClusterId', 'InstanceId', 'DBInstanceName'];

/** The region whose host a request would have gone to: the one it names, else that of its instance, else the centre. */
export function regionOfRequest(state: AlibabaState, { parameters }: AlibabaRequest): string {
  const named =
    parameters.get('RegionId') || parameters.get('Region') || parameters.get('SourceEndpointRegion');
  if (named !== undefined && named !== '') return named;
  const ids = NAMING_A_DATABASE.map((name) => parameters.get(name) ?? '').filter((id) => id !== '');
  const thing = [...state.databases, ...state.instances].find((each) => ids.includes(each.id));
  return thing?.region ?? 'cn-hangzhou';
}

function isAcs3(exchange: Exchange): boolean {
  return headerOf(exchange, 'authorization') !== '';
}
