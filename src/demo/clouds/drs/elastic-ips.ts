import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import type { DrsRequest, DrsState, PublicIp } from './drs-state.ts';
import { readJson } from './request-body.ts';
import { vpcError, vpcPage } from './vpc-answers.ts';

const change = z.object({ publicip: z.object({ port_id: z.string() }) });

/** GET /v1/{p}/publicips. */
export function listPublicIps(state: DrsState, request: DrsRequest): Answer {
  const paged = vpcPage(ipsOf(state, request), request);
  return 'refusal' in paged ? paged.refusal : jsonAnswer(200, { publicips: paged.page.map(row) });
}

/** GET /v1/{p}/publicips/{id}. */
export function showPublicIp(state: DrsState, request: DrsRequest): Answer {
  const ip = ipsOf(state, request).find((each) => each.id === request.id);
  return ip === undefined ? notFound(request) : jsonAnswer(200, { publicip: row(ip) });
}

/** PUT /v1/{p}/publicips/{id}: an empty port unbinds the address, which is then DOWN and still billed. */
export function changePublicIp(state: DrsState, request: DrsRequest): Answer {
  const ip = ipsOf(state, request).find((each) => each.id === request.id);
  if (ip === undefined) return notFound(request);
  const parsed = change.safeParse(readJson(request.exchange));
  if (!parsed.success) return vpcError(request.exchange.path, 400, 'VPC.0002', z.prettifyError(parsed.error));
  ip.portId = parsed.data.publicip.port_id;
  ip.status = ip.portId === '' ? 'DOWN' : 'ACTIVE';
  if (ip.portId === '') ip.privateAddress = '';
  return jsonAnswer(200, { publicip: row(ip) });
}

/** DELETE /v1/{p}/publicips/{id}: releases an address that is not bound. */
export function releasePublicIp(state: DrsState, request: DrsRequest): Answer {
  const ip = ipsOf(state, request).find((each) => each.id === request.id);
  if (ip === undefined) return notFound(request);
  if (ip.portId !== '')
    return vpcError(request.exchange.path, 409, 'VPC.0510', 'The address is bound to a port.');
  state.publicIps.splice(state.publicIps.indexOf(ip), 1);
  return { status: 204, headers: {}, body: '' };
}

function ipsOf(state: DrsState, request: DrsRequest): PublicIp[] {
  return state.publicIps.filter((ip) => ip.project === request.project);
}

function notFound(request: DrsRequest): Answer {
  return vpcError(request.exchange.path, 404, 'VPC.0504', `The address ${request.id} does not exist.`);
}

function row(ip: PublicIp): Record<string, unknown> {
  return {
    id: ip.id,
    type: '5_bgp',
    status: ip.status,
    public_ip_address: ip.address,
    private_ip_address: ip.privateAddress,
    port_id: ip.portId,
    bandwidth_id: '',
    tenant_id: ip.project,
  };
}
