import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { type SemaphoreApi, startSemaphoreApi } from '../../semaphore/server.ts';
import { testCertificate } from '../../testing/certificate.ts';
import type { FleetEvent } from '../events.ts';
import type { InstanceView } from '../instance/instance.ts';
import { type FleetSimulator, startFleetSimulator } from '../simulator.ts';
import type { Pace } from '../simulation.ts';
import { FakeParameterStore } from './fake-parameter-store.ts';
import { FakeRegion, groupDefinition } from './fake-region.ts';

/** A fleet `lab` with short delays: the sandbox's own simulator and Semaphore API, and the AWS SDK, with a fake emulator. */
export class SimulatorFixture {
  readonly region: FakeRegion;
  readonly semaphore: SemaphoreApi;
  readonly parameters: FakeParameterStore;
  readonly fleet: FleetSimulator;
  readonly #ca: string;
  readonly #clients: AutoScalingClient[] = [];

  private constructor(
    parts: Pick<SimulatorFixture, 'region' | 'semaphore' | 'parameters' | 'fleet'> & { readonly ca: string },
  ) {
    this.region = parts.region;
    this.semaphore = parts.semaphore;
    this.parameters = parts.parameters;
    this.fleet = parts.fleet;
    this.#ca = parts.ca;
  }

  static async start(pace: Partial<Pace> = {}): Promise<SimulatorFixture> {
    const tls = await testCertificate();
    const region = new FakeRegion();
    const semaphore = await startSemaphoreApi({
      tls,
      registrationToken: 't0ken',
      syncAfterMs: 20,
      followIdentityUrl: (url) => Promise.resolve(region.callerIdentity(url)),
    });
    const parameters = await FakeParameterStore.start(tls);
    const fleet = await startFleetSimulator({
      tls,
      ca: tls.cert,
      emulatorUrl: parameters.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      region: 'us-east-1',
      emulator: region,
      launchDelayMs: 5,
      bootMs: 5,
      terminateMs: 5,
      registerRetryMs: 5,
      hookRetryMs: 5,
      launchRetryMs: 50,
      spotNoticeMs: 6_000,
      watchPollMs: 10,
      watchLastMs: 5_500,
      watchReactionMs: 1,
      refreshMs: 20,
      ...pace,
    });
    const fixture = new SimulatorFixture({ region, semaphore, parameters, fleet, ca: tls.cert });
    region.definitions = [groupDefinition('lab')];
    fixture.configure({});
    parameters.values.set('lab-keys', '["ssh-ed25519 A"]').set('lab-token', 't0ken');
    return fixture;
  }

  /** Writes the config parameter: the usual settings with these changes. */
  configure(changes: Readonly<Record<string, string>>): void {
    const config = {
      endpoint: this.semaphore.endpoint,
      agentTokenParameterName: 'lab-token',
      sshKeysParameterName: 'lab-keys',
      disconnectAfterJob: 'true',
      disconnectAfterIdleTimeout: '0',
      envVars: [],
      usePreSignedURL: false,
      ...changes,
    };
    this.parameters.values.set('lab-config', JSON.stringify(config));
  }

  /** Creates an Auto Scaling client with the credentials of the root user or of a role. */
  client(role?: string): AutoScalingClient {
    const session = { accessKeyId: role ?? '', secretAccessKey: 'secret', sessionToken: 'session' };
    const client = new AutoScalingClient({
      region: 'us-east-1',
      endpoint: this.fleet.url,
      credentials: role === undefined ? { accessKeyId: 'test', secretAccessKey: 'test' } : session,
      maxAttempts: 1,
      requestHandler: { httpsAgent: new HttpsAgent({ ca: this.#ca }) },
    });
    this.#clients.push(client);
    return client;
  }

  /** Sets the desired capacity of the group `lab` as the root user. */
  async setDesired(DesiredCapacity: number): Promise<void> {
    await this.client().send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'lab', DesiredCapacity }));
  }

  /** Sets the desired capacity, and waits until this number of agents are idle. */
  async grow(count: number): Promise<void> {
    await this.setDesired(count);
    await eventually(
      () => this.idle(),
      ({ length }) => length === count,
    );
  }

  async desired(): Promise<number | undefined> {
    return (await this.fleet.groups())[0]?.desired;
  }

  /** All instances that are not terminated. */
  running(): readonly InstanceView[] {
    return this.fleet.instances('lab').filter(({ state }) => state !== 'terminated');
  }

  /** The instances whose agents are idle. */
  idle(): readonly InstanceView[] {
    return this.running().filter(({ agentState }) => agentState === 'idle');
  }

  eventsOfType(type: FleetEvent['type']): readonly FleetEvent[] {
    return this.fleet.events().filter((event) => event.type === type);
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.fleet.close();
    await this.semaphore.close();
    await this.parameters.close();
  }
}

/** Reads a value again and again until it is right. After a minute it throws an error with the last value. */
export async function eventually<Value>(
  read: () => Value,
  isRight: (value: Value) => boolean,
): Promise<Value> {
  for (const deadline = Date.now() + 60_000; ;) {
    const value = read();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(value)}`);
    await wait(5);
  }
}
