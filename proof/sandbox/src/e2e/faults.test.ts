import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScenarioContext } from '../scenario/context.ts';
import { readMetricsBack } from '../scenario/teardown.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { waitForSuccessor } from '../scenario/handover.ts';
import { invokeScaler, sendWave, waitForRest } from '../scenario/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

/** A fake CloudWatch that is down. It counts calls, and answers each one after a second with an error. */
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
  let context: ScenarioContext;

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

  it('do not prevent the fleet from scaling', async () => {
    await invokeScaler(context);
    // These jobs outlast a failed poll and a slow handover, so at least one poll sees the agents occupied.
    await sendWave(context, { jobs: 4, jobMs: 15_000 });
    await waitForRest(context);
  });

  it('do not prevent the next invocation from scaling', async () => {
    await waitForSuccessor(context);
    await sendWave(context, { jobs: 3, jobMs: 500 });
    await waitForRest(context);
  });

  it('do not prevent metrics, because the scaler writes them to its log and never calls CloudWatch', async () => {
    await readMetricsBack(context, 4);
    expect(cloudWatch.calls).toBe(0);
  });
});
