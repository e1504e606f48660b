import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('checkTokenKey', () => {
  it.each<[string, string | undefined, RegExp | undefined]>([
    [KEY, 'Enabled', undefined],
    [
      KEY,
      undefined,
      /account 111111111111, region eu-west-1 has no key 1234abcd.* of linux can read its token$/,
    ],
    [`arn:aws:kms:eu-west-1:222222222222:key/${KEY}`, undefined, /: there is no key arn:/],
    ['alias/ci', 'PendingDeletion', /key alias\/ci is PendingDeletion/],
    [KEY, 'Updating', undefined],
    [`arn:aws:kms:us-east-1:111111111111:key/${KEY}`, undefined, /is not in region eu-west-1; without it/],
  ])('judges key %s in state %s (undefined: it does not exist)', async (key, state, problem) => {
    const site = new FakeSite();
    site.region.keys.set(key, state);
    const problems = await preflightProblems(
      site,
      fleetsOf(fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: key })),
    );
    expect(problems).toMatchObject(
      problem === undefined ? [] : [{ problem: expect.stringMatching(problem), certain: true }],
    );
  });

  it('suggests the ARN in case the key is in another account', async () => {
    const site = new FakeSite();
    site.region.keys.set(KEY, undefined);
    const [problem] = await preflightProblems(
      site,
      fleetsOf(fleetParameters('linux', { SEMAPHORE_AGENT_TOKEN_KMS_KEY: KEY })),
    );
    expect(problem?.remedy).toMatch(/^If the key is in another account, give its ARN/);
  });
});
