import { onTestFinished } from 'vitest';
import { type Clouds, type CloudsOptions, startClouds } from '../../../src/demo/clouds/clouds.ts';

export interface SimulatedClouds extends Clouds {
  /** Lets simulated time pass, at once. */
  pass: (seconds: number) => void;
}

/** Both clouds with a clock that stands still until `pass` is called; closed when the test is over. */
export async function simulatedClouds(options: CloudsOptions = {}): Promise<SimulatedClouds> {
  let time = Date.parse('2026-03-20T12:00:00Z');
  const clouds = await startClouds({ ...options, now: () => time });
  onTestFinished(() => clouds.close());
  return {
    ...clouds,
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}
