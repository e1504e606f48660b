import type { Base } from '../guest/base.ts';
import type { GuestName } from '../guest/system.ts';
import type { VendorTools } from '../guest/vendors.ts';

/** The options of run.ts. */
export interface BenchOptions {
  /** An empty folder. */
  readonly folder: string;
  /** The repository's images folder. */
  readonly images: string;
  readonly system: GuestName;
  /** With cloud-init itself. */
  readonly base: Base;
  readonly tools: VendorTools;
  /** The folder with the programs of images/requirements.txt. */
  readonly bin: string;
  /** Environment variables that make Ansible use Mitogen. */
  readonly mitogen: Readonly<Record<string, string>>;
  /** The image's file system. It is made if it does not exist. */
  readonly image: string;
  /** How often the guest boots in each way. */
  readonly boots: number;
  /** The file that receives the boots, as JSON. */
  readonly results: string;
}
