import { describe, expect, it } from '@jest/globals';
import { differences } from './recorded-variables.ts';

const patterns = (value: string) => ({ key: 'APT_HOLD_PATTERNS', tag: 'Apt_Hold_Patterns', value });
const between = (tags: Record<string, string>, given: { key: string; tag: string; value: string }) =>
  differences({ id: 'ami-1', tags }, [given]).map(({ message }) => message);

describe('differences', () => {
  it.each([
    ['linux-*, docker-ce', 'linux-*,docker-ce'],
    ['linux-* docker-ce', '["linux-*", "docker-ce"]'],
    ['linux-[56]*', 'linux-[56]*'],
  ])('is empty for two spellings of the same hold patterns: %s and %s', (value, tag) => {
    expect(between({ Apt_Hold_Patterns: tag }, patterns(value))).toEqual([]);
  });

  it.each([
    [
      'with another value',
      { Apt_Hold_Patterns: 'docker-ce' },
      /you set 'linux-\*', .* was built with docker-ce\./,
    ],
    ['with an empty value', { Apt_Hold_Patterns: '' }, /was built with ''/],
    ['without the tag', {}, /the existing image ami-1 does not record it \(no tag Apt_Hold_Patterns\)\./],
  ])('reports an image %s, and the remedy', (_name, tags, expected) => {
    const [problem] = between(tags, patterns('linux-*'));
    expect(problem).toMatch(expected);
    expect(problem).toMatch(/--force replaces the image/);
  });
});
