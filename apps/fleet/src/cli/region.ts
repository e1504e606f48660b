import { EXPECTED_REGION, isRegionName, regionMeant } from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';

/** @param key the option or variable that names the region @throws UsageError when AWS has no region of this form */
export function expectRegion(key: string, region: string): void {
  if (isRegionName(region)) return;
  const meant = regionMeant(region);
  throw new UsageError(
    key,
    `${region} is not ${EXPECTED_REGION}`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}
