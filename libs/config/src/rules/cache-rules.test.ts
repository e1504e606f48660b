import { expect, it } from '@jest/globals';
import { problemsOf } from '../testing/rule-cases.ts';

const projects = (count: number) =>
  Array.from({ length: count }, (_, index) => `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`);

it.each([
  [25, []],
  [26, [expect.stringMatching(/^CACHE_PROJECT_IDS: at most 25 ids/)]],
])('cache rules limit the number of projects: %s', (count, problems) => {
  expect(problemsOf({ CACHE_BUCKET_NAME: 'acme-cache', CACHE_PROJECT_IDS: projects(count) })).toEqual(
    problems,
  );
});
