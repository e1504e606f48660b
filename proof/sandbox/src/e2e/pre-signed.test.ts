import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScenarioContext } from '../scenario/context.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { invokeScaler, sendWave } from '../scenario/wave.ts';
import { bootstrappedRegion, withParameters } from '../testing/deployed-fleet.ts';

describe('a fleet whose agents register with pre-signed URLs', () => {
  let context: ScenarioContext;

  beforeAll(async () => {
    const { region } = await bootstrappedRegion();
    context = await withParameters(region, { SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: true });
    await deployFleet(context);
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  it('has agents whose names are the ids of their instances', async () => {
    const { region } = context;
    await invokeScaler(context);
    await sendWave(context, { jobs: 1, jobMs: 500 });
    const [job] = region.semaphore.jobs();
    expect(region.fleet.instances().map(({ id }) => id)).toContain(job?.agentName);
  });

  it('gets no new agents while the agent type allows only other roles', async () => {
    const { region, expectations, signal } = context;
    const names = { from: 'aws-sts', account: '000000000000', rolePatterns: 'another-*' } as const;
    region.semaphore.setAgentType({ names });
    region.semaphore.enqueue(6, { durationMs: 500 });
    await expectations.eventually(
      'an instance reports why it has no agent',
      () => {
        const failed = region.fleet.events().find(({ type }) => type === 'boot-failed');
        return {
          held: JSON.stringify(failed ?? '').includes('is not allowed'),
          seen: JSON.stringify(failed),
        };
      },
      { withinMs: 120_000, signal },
    );
  });
});
