import { type DtsTask, dtsTask, polarEndpoint, rdsEndpoint } from './dts-task.ts';

const HANGZHOU = 'cn-hangzhou';
const SHANGHAI = 'cn-shanghai';

/** Jobs in a region where nobody looks by default; they use databases of the jobs above. */
export const FAR_DTS = {
  crmFeed: 'c5f8wqz2h7d1m4x',
  ledgerReport: 'd6g9xra3j8e2n5y',
} as const;

/** Jobs that live from the whitelists of databases in another region. */
export function farAway(): DtsTask[] {
  return [
    dtsTask({
      id: FAR_DTS.crmFeed,
      name: 'crm-feed',
      region: SHANGHAI,
      source: rdsEndpoint('rm-bp1162kryivb8q2k3', HANGZHOU),
    }),
    dtsTask({
      id: FAR_DTS.ledgerReport,
      name: 'ledger-report',
      region: SHANGHAI,
      source: polarEndpoint('pc-bp1t5z8q1w3y7h9n4', HANGZHOU),
    }),
  ];
}

/** A running synchronisation whose source is a PostgreSQL, so that DTS keeps a replication slot there. Not in the seed. */
export function postgresTask(): DtsTask {
  const source = rdsEndpoint('pgm-bp1v4c7n2x8s5k1d', HANGZHOU);
  const destination = rdsEndpoint('pgm-bp1w5d8p3y9t6m2f', HANGZHOU);
  const postgres = { EngineName: 'PostgreSQL', Port: '5432' };
  return dtsTask({
    id: 'g7h0ysb4k9f3p6z',
    name: 'geo-postgres',
    source: { ...source, ...postgres },
    destination: { ...destination, ...postgres },
  });
}
