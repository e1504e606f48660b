import { describe, expect, it } from '@jest/globals';
import { logKeyPolicy } from '../observe/testing/healthy-facts.ts';
import { FakeSite } from '../testing/fake-site.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const settings = { SEMAPHORE_AGENT_LOG_KMS_KEY: KEY };
const fleets = fleetsOf(fleetParameters('linux', settings), fleetParameters('web', settings));
const logGroups = (stack: string) => `arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/${stack}/*`;

describe('checkLogKey', () => {
  it('finds nothing if CloudWatch Logs may use the key for every fleet', async () => {
    const site = new FakeSite();
    site.region.keyPolicy = logKeyPolicy(logGroups('*'));
    expect(await preflightProblems(site, fleets)).toEqual([]);
  });

  it('reports each fleet whose log groups the key policy does not name', async () => {
    const site = new FakeSite();
    site.region.keyPolicy = logKeyPolicy(logGroups('linux'));
    expect(await preflightProblems(site, fleets)).toEqual([
      {
        problem: expect.stringMatching(
          /^SEMAPHORE_AGENT_LOG_KMS_KEY: the policy of key arn:.* the log groups of web cannot be created$/,
        ),
        remedy: expect.stringContaining('kms:EncryptionContext:aws:logs:arn'),
        certain: false,
      },
    ]);
  });

  it('reports a key that does not exist', async () => {
    const site = new FakeSite();
    site.region.keys.set(KEY, undefined);
    expect(await preflightProblems(site, fleets.slice(0, 1))).toMatchObject([
      { problem: expect.stringContaining(`there is no key ${KEY}`), certain: true },
    ]);
  });

  it('says that the check was not made if the caller lacks the permission to read the key policy', async () => {
    const site = new FakeSite();
    site.denied.add('GetKeyPolicy');
    expect(await preflightProblems(site, fleets.slice(0, 1))).toMatchObject([
      { problem: expect.stringContaining('not checked'), certain: false },
    ]);
  });
});
