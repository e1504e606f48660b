import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { seededRandom } from '../../random.ts';
import { LONGEST_WAIT_MS, MAX_STARTS, registerPatiently } from './refused-agent.ts';
import { RegistrationError } from './registration.ts';
import { SemaphoreReplyError } from './semaphore-client.ts';

const SCRIPT = join(import.meta.dirname, '../../../../../images/packer/linux/agent/lib/refused-agent.sh');
const registration = {
  ...{ name: 'i-1__x', singleJob: true, hostname: 'i-1' },
  ...{ idleTimeoutSeconds: 0, gracePeriodSeconds: 0 },
};

/** Registers with a Semaphore that refuses the first `refusals` tries. */
async function attempt(refusals: number, { status = 429, hasToken = true } = {}) {
  const clock = new VirtualClock();
  let tries = 0;
  const register = () =>
    tries++ < refusals
      ? Promise.reject(new SemaphoreReplyError('/register', { status, headers: {}, body: '' }))
      : Promise.resolve('i-1');
  const outcome = registerPatiently(registration, {
    ...{ client: { register }, clock, power: new AbortController().signal, retryMs: 1_000 },
    ...{ random: seededRandom(1), hasToken },
  }).catch((error: unknown) => error);
  await clock.advance(3 * 3_600_000);
  return { tries, outcome: await outcome };
}

describe('registerPatiently', () => {
  it.each([0, 29, 30, 300])('registers after %d refusals by the rate limit', async (refusals) => {
    expect(await attempt(refusals)).toEqual({ tries: refusals + 1, outcome: 'i-1' });
  });

  it('gives up after 80 starts of the agent', async () => {
    const { tries, outcome } = await attempt(10_000);
    expect(tries).toBe(80 * 30);
    expect(outcome).toBeInstanceOf(RegistrationError);
  });

  it.each([
    ['a reason other than the rate limit', { status: 422 }],
    ['the rate limit, with strict isolation', { hasToken: false }],
  ])('gives up after one start of the agent if it is refused for %s', async (_, options) => {
    const { tries, outcome } = await attempt(10_000, options);
    expect(tries).toBe(30);
    expect(outcome).toBeInstanceOf(RegistrationError);
  });

  it('has the same limits as refused-agent.sh', () => {
    const script = readFileSync(SCRIPT, 'utf8');
    expect(script).toContain(`readonly MAX_STARTS=${MAX_STARTS}\n`);
    expect(script).toContain(`readonly LONGEST_WAIT_MS=${LONGEST_WAIT_MS}\n`);
  });
});
