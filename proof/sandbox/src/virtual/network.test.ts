import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { seededRandom } from '../random.ts';
import { Network, type ServiceFaultKind } from './network.ts';

function start() {
  const clock = new VirtualClock(0);
  const network = new Network(clock, seededRandom(1));
  let acted = 0;
  const call = () => clock.run(network.call({ service: 'ssm', caller: 'scaler' }, 3_000, () => (acted += 1)));
  return { clock, network, call, acted: () => acted };
}

describe('Network', () => {
  it('takes 20 to 120 ms for a call', async () => {
    const { clock, call } = start();
    expect(await call()).toBe(1);
    expect(clock.now() >= 20 && clock.now() < 120).toBe(true);
  });

  it.each<[ServiceFaultKind, { readonly acts: boolean; readonly waits: boolean }]>([
    ['refused', { acts: false, waits: false }],
    ['error', { acts: false, waits: false }],
    ['throttled', { acts: false, waits: false }],
    ['silent', { acts: false, waits: true }],
    ['reply-lost', { acts: true, waits: true }],
  ])('fails as %s until the fault ends', async (kind, { acts, waits }) => {
    const { clock, network, call, acted } = start();
    const end = network.fail({ service: 'ssm', kind, share: 1 });
    await expect(call()).rejects.toMatchObject({ name: 'ServiceFaultError', kind });
    expect([acted() === 1, clock.now() >= 3_000]).toEqual([acts, waits]);
    end();
    expect(await call()).toBe(acted());
  });

  it('fails only calls to the faulty service, and only the given share of them', async () => {
    const { network, call } = start();
    network.fail({ service: 'ec2', kind: 'error', share: 1 });
    network.fail({ service: 'ssm', kind: 'error', share: 0.5 });
    let failed = 0;
    for (let count = 0; count < 100; count++) await call().catch(() => (failed += 1));
    expect(failed > 30 && failed < 70).toBe(true);
  });
});
