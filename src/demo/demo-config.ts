import type { Clouds } from './clouds/clouds.ts';
import { CHANNELS, GROUPS } from './slack/seed.ts';

interface DemoWorld {
  readonly apiUrl: string;
  readonly clouds: Pick<Clouds, 'url' | 'alibaba' | 'drs'>;
  readonly store: string;
}

/**
 * The configuration file of the demo: two people for a force and a release, and quick looks. The lag is read five
 * times in ten seconds; a checklist is looked at again by itself 72 seconds after it was made, and once more after 216.
 */
export function demoConfig({ apiUrl, clouds, store }: DemoWorld): string {
  const { alibaba, drs, url } = clouds;
  return `slack:
  transport: socket
  apiUrl: ${apiUrl}
  channel: ${CHANNELS.cutover}
  port: 0
  host: 127.0.0.1
accounts:
  - name: prod-cn
    provider: alibaba-dts
    regions: [cn-hangzhou, ap-southeast-1]
    credentials: { accessKeyId: ${alibaba.accessKeyId}, accessKeySecret: ${alibaba.accessKeySecret} }
    endpoint: ${url}
  - name: otc
    provider: drs
    cloud: otc
    regions: [eu-de]
    project: ${drs.project}
    credentials: { accessKey: ${drs.accessKey}, secretKey: ${drs.secretKey} }
    endpoint: ${url}
policy:
  - allow: [release]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [terminate, pause, resume, cleanup, hold]
    who: [${GROUPS.dba}]
  - allow: [force-terminate]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [freeze]
    who: [${GROUPS.leads}]
store: { path: ${JSON.stringify(store)} }
ending: { pollSeconds: 1, timeoutMinutes: 2, confirmMinutes: 15, approvalHours: 1, readinessReadings: 5, readinessSeconds: 10 }
cleanup: { pollSeconds: 1, lookAfterHours: 0.02, lookAgainAfterHours: 0.06 }
`;
}
