import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, lookAt } from '../testing/look-at.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe("the token's key", () => {
  it.each<[string, string | undefined, RegExp | undefined]>([
    [KEY, 'Enabled', undefined],
    [
      KEY,
      undefined,
      /account 111111111111, region eu-west-1 has no key 1234abcd.* of linux can read its token$/,
    ],
    [`arn:aws:kms:eu-west-1:222222222222:key/${KEY}`, undefined, /: there is no key arn:/],
    ['alias/ci', 'PendingDeletion', /key alias\/ci is PendingDeletion/],
  ])('%s that is %s', async (key, state, problem) => {
    const site = new FakeSite();
    site.region.keys.set(key, state);
    const lacks = await lookAt(
      site,
      fleetsOf(fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: key })),
    );
    expect(lacks).toMatchObject(
      problem === undefined ? [] : [{ problem: expect.stringMatching(problem), certain: true }],
    );
  });

  it("names the ARN as the remedy for another account's", async () => {
    const site = new FakeSite();
    site.region.keys.set(KEY, undefined);
    const [lack] = await lookAt(
      site,
      fleetsOf(fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: KEY })),
    );
    expect(lack?.remedy).toMatch(/^Give the key's ARN if it is another account's/);
  });
});
