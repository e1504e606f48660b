import type { Base } from './base.ts';
import type { GuestName } from './system.ts';
import type { VendorTools } from './vendors.ts';

/** What a program needs to make and boot a guest in namespaces of its own. */
export interface GuestRunOptions {
  /** An empty folder. */
  readonly folder: string;
  /** The repository's images folder. */
  readonly images: string;
  readonly system: GuestName;
  readonly base: Base;
  readonly tools: VendorTools;
  /** The folder with the programs of images/requirements.txt. */
  readonly bin: string;
  /** Environment variables that make Ansible use Mitogen. */
  readonly mitogen: Readonly<Record<string, string>>;
}

/** The options of run.ts. */
export interface GuestOptions extends GuestRunOptions {
  /** Whether the first build, which provisions the guest, runs without Mitogen, as on AWS. */
  readonly plainAnsible: boolean;
  /** Whether the controls of strict isolation are removed one by one, which takes minutes. */
  readonly controls: boolean;
}
