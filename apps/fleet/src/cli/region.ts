import {
  EXPECTED_REGION,
  isKnownRegion,
  isRegionName,
  regionMeant,
  regionsLike,
} from '@agent-aws-stack/config';
import { UsageError } from './errors.ts';

/** Checks that a region's name has the form of AWS's region names. @param key the option or variable that names it @throws UsageError */
export function expectRegion(key: string, region: string): void {
  if (isRegionName(region)) return;
  const meant = regionMeant(region);
  throw new UsageError(
    key,
    `${region} is not ${EXPECTED_REGION}`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

/** A warning that this version does not know the region, with similar names as suggestions. Undefined for a known region. */
export function doubtAbout(region: string): string | undefined {
  if (isKnownRegion(region)) return undefined;
  const like = regionsLike(region);
  const question = like.length === 0 ? '' : ` Did you mean ${like.join(' or ')}?`;
  return `${region} is not a region that this version knows.${question}`;
}
