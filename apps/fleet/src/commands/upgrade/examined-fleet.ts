import type { UpgradeReport } from './examine-upgrade.ts';

/** A fleet, and what an upgrade does to it, or why that is not known. */
export interface ExaminedFleet {
  readonly stackName: string;
  readonly status: string | undefined;
  readonly report: UpgradeReport | undefined;
  readonly fault: { readonly message: string; readonly remedy: string | undefined } | undefined;
}
