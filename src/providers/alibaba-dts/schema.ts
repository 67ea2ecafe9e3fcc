import { z } from 'zod';

/*
 * What is read of DTS's answers (API reference of DTS: DescribeDtsJobs, DescribeDtsJobDetail, WhiteIpList).
 * What is only shown is taken as it comes: numbers or texts, `null` where it is missing, empty or odd. What
 * identifies a task is not: without it the row is no task.
 */

/** `null` for what is missing or odd. Missing is no mistake, so it does not take the long way of one. */
function orNull<Value>(schema: z.ZodType<Value>) {
  return schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);
}

/** Something to show: a text or a number; blank and odd values are `null`. */
const Shown = orNull(
  z
    .union([z.string(), z.number().transform(String)])
    .transform((text) => (text.trim() === '' ? null : text.trim())),
);

const Figure = orNull(
  z.union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ]),
);

const Flag = orNull(z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]));

const Identity = z.string().trim().min(1);

const DtsEndpoint = orNull(
  z.object({
    InstanceType: Shown,
    InstanceID: Shown,
    EngineName: Shown,
    Ip: Shown,
    Port: Shown,
    Region: Shown,
    UserName: Shown,
    AliyunUid: Shown,
    RoleName: Shown,
  }),
);
export type DtsEndpoint = z.infer<typeof DtsEndpoint>;

const Step = orNull(z.object({ Status: Shown, ErrorMessage: Shown }));

/** Tags, some perhaps without a value; `null` where none of it can be read. */
const TagList = orNull(z.array(z.object({ TagKey: Identity, TagValue: Shown })));

const MigrationMode = orNull(
  z.object({ StructureInitialization: Flag, DataInitialization: Flag, DataSynchronization: Flag }),
);

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
  RetryState: orNull(z.object({ ErrMessage: Shown })),
  ErrorMessage: Shown,
  ErrorDetails: orNull(z.array(z.object({ ErrorCode: Shown }))),
  MigrationErrCode: Shown,
  MigrationErrMsg: Shown,
  TagList,
});
export type DtsJob = z.infer<typeof DtsJob>;

/** A row of the list. A two-way synchronisation carries its other direction inside, as a whole row. */
export const ListedJob = DtsJob.extend({ ReverseJob: orNull(z.looseObject({})) });
export type ListedJob = z.infer<typeof ListedJob>;

export const JobPage = z.object({
  DtsJobList: z.array(z.unknown()).nullish(),
  TotalRecordCount: Figure,
});

export const AddressList = z.object({ IpList: z.string() });
