import { DEFAULT_INITIALIZATION_QUOTA_MIBPS, volumesAtOnce, type FleetConfig } from '@agent-aws-stack/config';
import type { PlanLine } from './describe-fleet.ts';
import { PRICES } from './prices.ts';

/**
 * US dollars per GiB of an image's data at the highest rate, 300 MiB/s. A lower rate costs less. Source: example 12 of PRICE_LIST, quoted
 * in June 2026 in https://github.com/github-aws-runners/terraform-aws-github-runner/pull/5165
 */
const USD_PER_GIB = 0.0036;
const HIGHEST_RATE_MIBPS = 300;
const PRICE_LIST = 'https://aws.amazon.com/ebs/pricing/';

/** What the initialization rate costs, and how many launches it allows at once; nothing if the fleet has none. */
export function describeInitialization({
  instance: { rootVolume },
}: Pick<FleetConfig, 'instance'>): readonly PlanLine[] {
  const rate = rootVolume?.initializationRateMibps;
  if (rootVolume === undefined || rate === undefined) return [];
  const upTo = rate === HIGHEST_RATE_MIBPS ? '' : 'at most ';
  // The volume is at least as large as the image's data.
  const most = (rootVolume.sizeGib * USD_PER_GIB).toFixed(2);
  const allowed = volumesAtOnce(DEFAULT_INITIALIZATION_QUOTA_MIBPS, rate);
  const text = [
    `volumes are filled at ${rate} MiB/s; the cost below does not include the price of this`,
    `${upTo}$${USD_PER_GIB} in ${PRICES.region} for each GiB of the image's data at each launch, so at most $${most} (${PRICE_LIST})`,
    `the default quota allows ${allowed} launches at once in a region, and EC2 refuses more`,
  ].join('; ');
  return [{ label: 'Initialization', text }];
}
