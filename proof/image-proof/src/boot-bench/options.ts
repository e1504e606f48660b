import type { GuestRunOptions } from '../guest/options.ts';

/** The options of run.ts. The base has the real cloud-init. */
export interface BenchOptions extends GuestRunOptions {
  /** The image's file system. It is made if it does not exist. */
  readonly image: string;
  /** How often the guest boots in each way. */
  readonly boots: number;
  /** The file that receives the boots, as JSON. */
  readonly results: string;
}
