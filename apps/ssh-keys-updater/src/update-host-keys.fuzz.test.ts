import { damagedText, fuzz } from '@agent-aws-stack/fuzz';
import { PINNED_HOST_KEYS } from '@agent-aws-stack/github-keys';
import { describe, expect, it } from '@jest/globals';
import { FakeParameter } from './testing/fake-parameter.ts';
import { updateHostKeys } from './update-host-keys.ts';

const VALID = JSON.stringify(PINNED_HOST_KEYS);

describe('updateHostKeys', () => {
  it('writes the fetched keys, whatever the parameter holds, unless it already holds these keys', () =>
    fuzz(500, damagedText([VALID, JSON.stringify(PINNED_HOST_KEYS.toReversed()), '']), async (value) => {
      const parameter = new FakeParameter(value);
      const { outcome } = await updateHostKeys(() => Promise.resolve(PINNED_HOST_KEYS), parameter);
      expect(parameter.writes).toEqual(outcome === 'written' ? [VALID] : []);
      if (outcome === 'unchanged')
        expect(JSON.parse(value).toSorted()).toEqual(expect.arrayContaining(PINNED_HOST_KEYS.toSorted()));
    }));
});
