import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { RegistrationError, registerAgent } from './registration.ts';

const registration = {
  name: 'i-1__x',
  singleJob: true,
  idleTimeoutSeconds: 0,
  gracePeriodSeconds: 0,
  hostname: 'i-1',
};

async function attempt(failures: number) {
  const clock = new VirtualClock();
  let attempts = 0;
  const register = () =>
    attempts++ < failures ? Promise.reject(new Error('HTTP 422')) : Promise.resolve('i-1');
  const options = { client: { register }, clock, power: new AbortController().signal, retryMs: 1_000 };
  const outcome = registerAgent(registration, options).then(
    (name) => `registered as ${name}`,
    (error: Error) => error,
  );
  await clock.advance(120_000);
  return { attempts, outcome: await outcome };
}

describe('registerAgent', () => {
  it.each([0, 1, 29])('registers after %d failures', async (failures) => {
    expect(await attempt(failures)).toEqual({ attempts: failures + 1, outcome: 'registered as i-1' });
  });

  it('gives up after thirty attempts', async () => {
    const { attempts, outcome } = await attempt(30);
    expect(attempts).toBe(30);
    expect(outcome).toBeInstanceOf(RegistrationError);
    expect(outcome).toMatchObject({
      message: 'the agent could not register in 30 attempts: Error: HTTP 422',
    });
  });
});
