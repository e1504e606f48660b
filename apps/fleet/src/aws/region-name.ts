import { nearest } from '@agent-aws-stack/config';
import { UserError } from '../cli/errors.ts';

/** The last words of the names of regions: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const DIRECTIONS = [
  ...['north', 'south', 'east', 'west', 'central'],
  ...['northeast', 'northwest', 'southeast', 'southwest'],
];

/** Refuses a misspelt region, such as us-esat-1, which has no endpoint. @throws UserError */
export function refuseMisspeltRegion(region: string): void {
  const [, area, direction = '', number] = /^([a-z-]+)-([a-z]+)-(\d+)$/.exec(region) ?? [];
  if (DIRECTIONS.includes(direction)) return;
  const similar = DIRECTIONS.map((each) => `${area}-${each}-${number}`);
  const meant = number === undefined ? undefined : nearest(region, similar);
  const remedy =
    meant === undefined
      ? 'Name a region: --region eu-west-1'
      : `Did you mean ${meant}? Name it with --region, AWS_REGION, or in the profile`;
  throw new UserError('AWS_REGION', `${region} is not the name of a region`, remedy);
}
