import type { Urgency } from '../../lifecycle/ports.ts';
import type { DtsKind } from '../../lifecycle/stages/dts.ts';
import { type Rpc, unexpectedAnswer } from './rpc.ts';
import { AddressList, JobPage } from './schema.ts';
import type { RpcCall } from './sdk.ts';
import { JOB_TYPES } from './task-of-job.ts';
import { PAGE_SIZE, wholeList } from './whole-list.ts';

export type Parameters = RpcCall['parameters'];

/** Which rows of a list are wanted. */
export interface Question {
  readonly region: string;
  readonly kind: DtsKind;
  readonly filter: Parameters;
  readonly urgency: Urgency;
}

/** The reads that DTS offers, with its own words going in and its own rows coming out. */
export interface DtsClient {
  /**
   * Every row of one job type that matches the filter, paged to the end. `hear` gets the rows of each page as it comes;
   * a list that must be read again is heard again.
   */
  rows(question: Question, hear?: (rows: readonly unknown[]) => void): Promise<readonly unknown[]>;
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

/** A DTS call in a region. */
export function dtsCall(region: string, operation: string, parameters: Parameters): RpcCall {
  return { product: 'dts', version: '2020-01-01', operation, region, parameters };
}

/** DTS's reads over an account's way to its cloud; nothing is kept between two calls. */
export function createDtsClient(rpc: Rpc): DtsClient {
  async function page({ region, kind, filter, urgency }: Question, number: number, doing: string) {
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
    return { rows: rows ?? [], total };
  }

  return {
    rows(question, hear) {
      const doing = `list the ${question.kind} tasks of ${question.region}`;
      const read = async (number: number) => {
        const came = await page(question, number, doing);
        hear?.(came.rows);
        return came;
      };
      return wholeList(read, doing);
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
