import type { Urgency } from '../../lifecycle/ports.ts';
import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import { type Rpc, unexpectedAnswer } from './rpc.ts';
import { AddressList, JobPage } from './schema.ts';
import type { RpcCall } from './sdk.ts';
import { JOB_TYPES } from './task-of-job.ts';

export type Parameters = RpcCall['parameters'];

/** The reads that DTS offers, with its own words going in and its own rows coming out. */
export interface DtsClient {
  /** Every row of one job type that matches the filter, paged to the end. */
  rows(region: string, kind: DtsKind, filter: Parameters, urgency: Urgency): Promise<readonly unknown[]>;
  /** The detail of one job. `DtsInstanceID` ends in a capital D here, and nowhere else. */
  detail(region: string, which: Parameters, urgency: Urgency): Promise<unknown>;
  /** The address blocks of the DTS servers of one region, as DTS writes them. */
  serverAddresses(
    region: string,
    ofRegion: string,
    network: 'internet' | 'vpc',
    urgency: Urgency,
  ): Promise<readonly string[]>;
}

/** The most that the manual allows; a page may still come shorter. */
const PAGE_SIZE = 30;

/** How often a list is read from its beginning while tasks go from it. */
const MOST_READINGS = 3;

/** A DTS call in a region. */
export function dtsCall(region: string, operation: string, parameters: Parameters): RpcCall {
  return { product: 'dts', version: '2020-01-01', operation, region, parameters };
}

/** What makes a row the same on two pages: its job, not its figures, which change from page to page. */
function rowKey(row: unknown): string {
  const { DtsJobId: id, DtsJobDirection: direction } = Object(row) as Record<string, unknown>;
  return typeof id === 'string' ? `${id}/${String(direction)}` : JSON.stringify(row);
}

/** DTS's reads over an account's way to its cloud; nothing is kept between two calls. */
export function createDtsClient(rpc: Rpc): DtsClient {
  async function page(region: string, kind: DtsKind, filter: Parameters, number: number, urgency: Urgency) {
    const doing = `list the ${kind} tasks of ${region}`;
    const call = dtsCall(region, 'DescribeDtsJobs', {
      Region: region, // the manual requires the one, and its tools send the other
      RegionId: region,
      JobType: JOB_TYPES[kind],
      WithoutDbList: true,
      PageSize: PAGE_SIZE,
      PageNumber: number,
      ...filter,
    });
    const parsed = JobPage.safeParse(await rpc.read(call, doing, urgency));
    if (!parsed.success) throw unexpectedAnswer(doing, 'there is no list of jobs in the answer');
    const { DtsJobList: rows, TotalRecordCount: total } = parsed.data;
    if (rows == null && total !== 0) throw unexpectedAnswer(doing, 'there is no list of jobs in the answer');
    return { rows: rows ?? [], total, doing };
  }

  /** The whole list; `null` where a task has gone from it meanwhile, because another one has moved to a page before. */
  async function wholeList(region: string, kind: DtsKind, filter: Parameters, urgency: Urgency) {
    const found = new Map<string, unknown>();
    let received = 0;
    let most = 0;
    for (let number = 1; ; number += 1) {
      const { rows, total, doing } = await page(region, kind, filter, number, urgency);
      if (total !== null && total < most) return null;
      most = total ?? most;
      const before = found.size;
      for (const row of rows) if (!found.has(rowKey(row))) found.set(rowKey(row), row);
      received += rows.length;
      if (rows.length === 0 || (total !== null && received >= total)) return [...found.values()];
      if (found.size === before) throw unexpectedAnswer(doing, `page ${number} repeats an earlier one`);
    }
  }

  return {
    async rows(region, kind, filter, urgency) {
      for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
        const rows = await wholeList(region, kind, filter, urgency);
        if (rows !== null) return rows;
      }
      throw unexpectedAnswer(
        `list the ${kind} tasks of ${region}`,
        'tasks go from the list while it is read',
      );
    },

    detail(region, which, urgency) {
      const call = dtsCall(region, 'DescribeDtsJobDetail', { ...which, RegionId: region });
      return rpc.read(call, `show task ${which['DtsJobId'] ?? which['DtsInstanceID']} of ${region}`, urgency);
    },

    async serverAddresses(region, ofRegion, network, urgency) {
      const doing = `list the ${network} addresses of its DTS servers in ${ofRegion}`;
      const call = dtsCall(region, 'WhiteIpList', {
        Region: ofRegion,
        DestinationRegion: ofRegion,
        RegionId: region,
        Type: network,
      });
      const parsed = AddressList.safeParse(await rpc.read(call, doing, urgency));
      if (!parsed.success) throw unexpectedAnswer(doing, 'there is no IpList in the answer');
      const blocks = parsed.data.IpList.split(',').map((block) => block.trim());
      return blocks.filter((block) => block !== '');
    },
  };
}
