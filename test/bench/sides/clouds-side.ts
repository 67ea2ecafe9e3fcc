import { dtsTask } from '../../../src/demo/clouds/alibaba/dts-task.ts';
import { type Clouds, startClouds } from '../../../src/demo/clouds/clouds.ts';

/** Both simulated clouds in a process of their own. The first argument is how many tasks can be paused. */
export type CloudsSaid = Pick<Clouds, 'url' | 'alibaba' | 'drs'>;

const tasks = Array.from({ length: Number(process.argv[2] ?? 0) }, (_, at) =>
  dtsTask({
    id: `bench${String(at).padStart(6, '0')}`,
    name: `bench-${at}`,
    region: 'cn-hangzhou',
    jobType: 'SYNC',
    status: 'Synchronizing',
  }),
);
const { url, alibaba, drs } = await startClouds({
  speed: 1,
  ...(tasks.length === 0 ? {} : { seed: { alibaba: { tasks } } }),
});
process.send?.({ url, alibaba, drs } satisfies CloudsSaid);
process.on('disconnect', () => process.exit(0));
