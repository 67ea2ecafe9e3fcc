import { z } from 'zod';
import { Mark, Name, namesIn, OrNull } from '../shapes.ts';

/** DescribeDBInstanceAttribute, which RDS and AnalyticDB for PostgreSQL answer in the same shape. */
export const InstanceStatus = z
  .object({
    Items: z.object({ DBInstanceAttribute: z.array(z.object({ DBInstanceStatus: Name, LockMode: Mark })) }),
  })
  .transform(
    ({
      Items: {
        DBInstanceAttribute: [row],
      },
    }) => (row === undefined ? null : { status: row.DBInstanceStatus, lock: row.LockMode }),
  );

/** DescribeDBInstanceNetInfo of the same two. */
export const InstanceNames = z
  .object({
    DBInstanceNetInfos: z.object({
      DBInstanceNetInfo: z.array(z.object({ ConnectionString: OrNull, IPAddress: OrNull })),
    }),
  })
  .transform((body) =>
    namesIn(
      body.DBInstanceNetInfos.DBInstanceNetInfo.flatMap((row) => [row.ConnectionString, row.IPAddress]),
    ),
  );
