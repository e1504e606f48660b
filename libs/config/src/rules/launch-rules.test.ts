import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('launch rules', () => {
  it.each<[string, Settings]>([
    ['tags that an instance can read', { LAUNCH_TIMEOUT: 300, TAGS: 'cost.center=a:1,team_2:ci' }],
    ['any tags without a launch timeout', { TAGS: 'cost center:1,a/b:2' }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'with a space',
      { TAGS: 'cost center:1,team:ci' },
      /^TAGS: with SEMAPHORE_AGENT_LAUNCH_TIMEOUT.*: not cost center$/,
    ],
    ['with a slash', { TAGS: 'a/b:1' }, /: not a\/b$/],
    ['with an accented letter', { TAGS: 'équipe:1' }, /: not équipe$/],
    ['that the metadata service uses itself: _index', { TAGS: '_index:1' }, /: not _index$/],
  ])('refuse, with a launch timeout, a tag key %s', (_what, settings, problem) => {
    expect(problemsOf({ LAUNCH_TIMEOUT: 300, ...settings })).toEqual([expect.stringMatching(problem)]);
  });
});
