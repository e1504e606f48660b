import { type Clock, systemClock } from '../clock.ts';
import { exchange } from '../http/exchange.ts';
import { type ServerTls, listen } from '../http/listen.ts';
import { systemRandom } from '../random.ts';
import type { ApiCall } from './api/calls.ts';
import { endpoint } from './api/endpoint.ts';
import { instanceAws } from './instance/instance-aws.ts';
import { recordCalls } from './instance/record-calls.ts';
import type { RootCredentials } from './region/clients.ts';
import { EmulatorRegion } from './region/emulator-region.ts';
import type { Region } from './region/region.ts';
import { type SimulatedFleet, simulateFleet } from './simulated-fleet.ts';
import type { Pace, Simulation } from './simulation.ts';

export interface FleetSimulatorOptions extends Partial<Pace>, Pick<Simulation, 'isBroken'> {
  readonly tls: ServerTls;
  /** The CA certificate of the emulator, the Semaphore API and this server, in PEM. */
  readonly ca: string;
  readonly emulatorUrl: string;
  /** The root user's credentials. Requests with this access key id are allowed without a check of their signatures. */
  readonly credentials: RootCredentials;
  readonly region: string;
  /** @default - the system clock */
  readonly clock?: Clock;
  /** @default - the emulator at `emulatorUrl` */
  readonly emulator?: Region;
}

export interface FleetSimulator extends Omit<SimulatedFleet, 'context'> {
  /** The value for AWS_ENDPOINT_URL_AUTO_SCALING. */
  readonly url: string;
  calls(): readonly ApiCall[];
}

/** Serves the Auto Scaling API, and simulates the instances of its groups. */
export async function startFleetSimulator(options: FleetSimulatorOptions): Promise<FleetSimulator> {
  const { tls, ca, emulatorUrl, credentials, region: regionName, ...pace } = options;
  const clock = options.clock ?? systemClock;
  const region =
    options.emulator ?? new EmulatorRegion({ url: emulatorUrl, region: regionName, ca, credentials });
  const calls: ApiCall[] = [];
  const onCall = (call: ApiCall) => void calls.push(call);
  let url = '';

  const { context, ...fleet } = simulateFleet({
    ...pace,
    clock,
    random: systemRandom,
    region,
    exchange: (request) => exchange({ ...request, ca }),
    instanceAws(session, roleArn) {
      const aws = instanceAws({
        region: regionName,
        ca,
        emulatorUrl,
        autoScalingUrl: url,
        credentials: session,
      });
      return recordCalls(aws, roleArn, clock, onCall);
    },
  });
  const handler = endpoint({
    context,
    region,
    regionName,
    rootAccessKeyId: credentials.accessKeyId,
    onCall,
  });
  const server = await listen(handler, tls);
  url = `https://127.0.0.1:${server.port}`;

  return {
    ...fleet,
    url,
    calls: () => calls,
    async close() {
      await server.close();
      await fleet.close();
      region.close();
    },
  };
}
