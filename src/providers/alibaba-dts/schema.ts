import { z } from 'zod';

/*
 * What is read of DTS's answers (API reference of DTS: DescribeDtsJobs, DescribeDtsJobDetail, WhiteIpList).
 * What is only shown is taken as it comes: numbers or texts, `null` where it is missing, empty or odd. What
 * identifies a task is not: without it the row is no task.
 */

/** Something to show: a text or a number; blank and odd values are `null`. */
const Shown = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => (text.trim() === '' ? null : text.trim()))
  .nullable()
  .catch(null);

const Figure = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null);

const Flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .nullable()
  .catch(null);

const Identity = z.string().trim().min(1);

const DtsEndpoint = z
  .object({
    InstanceType: Shown,
    InstanceID: Shown,
    EngineName: Shown,
    Ip: Shown,
    Port: Shown,
    Region: Shown,
    UserName: Shown,
    AliyunUid: Shown,
    RoleName: Shown,
  })
  .nullable()
  .catch(null);
export type DtsEndpoint = z.infer<typeof DtsEndpoint>;

const Step = z.object({ Status: Shown, ErrorMessage: Shown }).nullable().catch(null);

/** Tags, some perhaps without a value; `null` where none of it can be read. */
const TagList = z
  .array(z.object({ TagKey: Identity, TagValue: Shown }))
  .nullable()
  .catch(null);

const MigrationMode = z
  .object({ StructureInitialization: Flag, DataInitialization: Flag, DataSynchronization: Flag })
  .nullable()
  .catch(null);

/** A task as the list and the detail call both show it. */
export const DtsJob = z.object({
  DtsJobId: Identity,
  Status: Identity,
  DtsInstanceID: Shown,
  DtsJobName: Shown,
  DtsJobDirection: Shown,
  SynchronizationDirection: Shown,
  JobType: Shown,
  DemoJob: Flag,
  PayType: Shown,
  CreateTime: Shown,
  FinishTime: Shown,
  ExpireTime: Shown,
  Delay: Figure,
  SourceEndpoint: DtsEndpoint,
  DestinationEndpoint: DtsEndpoint,
  MigrationMode,
  PrecheckStatus: Step,
  StructureInitializationStatus: Step,
  DataInitializationStatus: Step,
  DataSynchronizationStatus: Step,
  RetryState: z.object({ ErrMessage: Shown }).nullable().catch(null),
  ErrorMessage: Shown,
  ErrorDetails: z
    .array(z.object({ ErrorCode: Shown }))
    .nullable()
    .catch(null),
  MigrationErrCode: Shown,
  MigrationErrMsg: Shown,
  TagList,
});
export type DtsJob = z.infer<typeof DtsJob>;

/** A row of the list. A two-way synchronisation carries its other direction inside, as a whole row. */
export const ListedJob = DtsJob.extend({ ReverseJob: z.looseObject({}).nullable().catch(null) });
export type ListedJob = z.infer<typeof ListedJob>;

export const JobPage = z.object({
  DtsJobList: z.array(z.unknown()).nullish(),
  TotalRecordCount: Figure,
});

export const AddressList = z.object({ IpList: z.string() });
