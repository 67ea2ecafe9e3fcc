import { z } from 'zod';

const Status = z.string().trim().min(1).nullable().catch(null);

/** How a verification stands. `Inconsistency` comes as a number, as text, as a yes or not at all. */
const CheckStep = z
  .object({
    Status,
    Inconsistency: z
      .union([
        z.boolean(),
        z.number(),
        z.stringbool({ truthy: ['true'], falsy: ['false'] }),
        z.string().regex(/^\d+$/).transform(Number),
      ])
      .nullable()
      .catch(null),
  })
  .nullable()
  .catch(null);
export type CheckStep = z.infer<typeof CheckStep>;

/** The verification of a job, as its row in DescribeDtsJobs shows it; `null` where none was configured. */
export const CheckedJob = z.object({
  DtsJobId: z.string().trim().min(1),
  FullDataCheckStatus: CheckStep,
  IncDataCheckStatus: CheckStep,
  StructureDataCheckStatus: CheckStep,
});
export type CheckedJob = z.infer<typeof CheckedJob>;
