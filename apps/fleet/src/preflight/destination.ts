import type { Identity } from '../aws/identity.ts';
import type { TypedOptions } from '../cli/full-command.ts';

/** Where the fleets will be deployed, and the options that were typed. */
export interface Destination {
  readonly identity: Identity;
  readonly typed: TypedOptions;
}
