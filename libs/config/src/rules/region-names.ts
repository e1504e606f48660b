import { nearest } from '../problems/nearest.ts';

const DIRECTIONS = [
  ...['central', 'north', 'south', 'east', 'west'],
  ...['northeast', 'northwest', 'southeast', 'southwest'],
];
// Two letters, or the areas of the other partitions: https://docs.aws.amazon.com/general/latest/gr/rande.html
const AREA = 'us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc-de|[a-z]{2}';
const REGION = new RegExp(`^(?:${AREA})-(?:${DIRECTIONS.join('|')})-[1-9]\\d?$`);
/** A region without hyphens, with a misspelled direction, or with the letter of a zone. */
const ALMOST = new RegExp(`^(${AREA})-?([a-z]+)-?([1-9]\\d?)[a-z]?$`);

/** What the name of a region looks like. */
export const EXPECTED_REGION = 'the name of an AWS region, such as eu-west-1';

/** Whether a name is written as AWS writes the names of regions. New regions are accepted. */
export const isRegionName = (name: string): boolean => REGION.test(name);

/** The region that a misspelled name probably means: `us-esat-1` → `us-east-1`. */
export function regionMeant(name: string): string | undefined {
  const [, area, typed = '', number] = ALMOST.exec(name.trim().toLowerCase()) ?? [];
  const letters = (word: string) => [...word].sort().join('');
  const direction = DIRECTIONS.find((each) => letters(each) === letters(typed)) ?? nearest(typed, DIRECTIONS);
  return area === undefined || direction === undefined ? undefined : `${area}-${direction}-${number}`;
}
