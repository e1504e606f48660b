import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoryContext } from '../story/context.ts';
import { deployFleet } from '../story/deployment.ts';
import { askScaler, sendWave, waitForRest, waitForSuccessor } from '../story/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

/** CloudWatch that is down: every call fails after a while, and is counted. */
class BrokenCloudWatch {
  calls = 0;
  readonly #server: Server = createServer((request, response) => {
    this.calls += 1;
    request.resume();
    setTimeout(() => response.writeHead(500).end('<html>down</html>'), 1_000);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('a Semaphore that fails every third call, and a CloudWatch that is down', () => {
  const cloudWatch = new BrokenCloudWatch();
  let context: StoryContext;
  let askedAt: number;

  beforeAll(async () => {
    context = await bootstrappedRegion({ cloudWatchUrl: await cloudWatch.start() });
    await deployFleet(context);
    const fault = { kind: 'status', status: 500 } as const;
    context.region.semaphore.failMetrics({ kind: 'every-nth', n: 3, fault });
  });
  afterAll(async () => {
    await context?.region.stop();
    await cloudWatch.stop();
  });

  it('does not keep the fleet from scaling', async () => {
    askedAt = Date.now();
    await askScaler(context);
    await sendWave(context, { jobs: 4, jobMs: 1_000 });
    await waitForRest(context);
  });

  it('does not keep it from scaling after the minute in which nothing could be published', async () => {
    await waitForSuccessor(context, askedAt);
    expect(cloudWatch.calls).toBeGreaterThan(0);
    await sendWave(context, { jobs: 3, jobMs: 500 });
    await waitForRest(context);
  });

  it('is what it was: no metric has arrived', async () => {
    const { Metrics } = await context.region.clients.cloudWatch.send(
      new ListMetricsCommand({ Namespace: 'Semaphore' }),
    );
    expect(Metrics ?? []).toEqual([]);
  });
});
