import getPort from 'get-port';
import { clientVariables, rootCredentials } from './emulator/account.ts';
import type { RegionAddress } from './emulator/account.ts';
import { makeCertificate } from './emulator/certificate.ts';
import { followIdentityUrl } from './emulator/follow-identity-url.ts';
import { EmulatorStartError, Ministack } from './emulator/ministack.ts';
import { ensurePythonEnvironment } from './emulator/python-environment.ts';
import { startFleetSimulator } from './fleet/simulator.ts';
import type { FleetSimulator } from './fleet/simulator.ts';
import { type RegionPace, usualPace } from './pace.ts';
import { regionClients } from './region-clients.ts';
import type { RegionClients } from './region-clients.ts';
import { openRunFolder } from './run-folder.ts';
import type { RunFolder } from './run-folder.ts';
import type { Secret } from './secrets/secret.ts';
import { startSemaphoreApi } from './semaphore/server.ts';
import type { SemaphoreApi } from './semaphore/server.ts';

export interface RegionOptions {
  readonly say: (progress: string) => void;
  readonly registrationToken: string;
  /** The endpoint of CloudWatch for the Lambdas. @default - the emulator */
  readonly cloudWatchUrl?: string | undefined;
  /** @default usualPace */
  readonly pace?: RegionPace | undefined;
  /** Whether instances of this image never start an agent. @default - no image is broken */
  readonly isBroken?: ((imageId: string) => boolean) | undefined;
}

const region = 'us-east-1';

/** An emulated region on this machine: AWS APIs, a Semaphore organization, and instances that run agents. */
export class Region {
  readonly folder: RunFolder;
  readonly address: RegionAddress;
  readonly variables: Record<string, string>;
  readonly semaphore: SemaphoreApi;
  /** The only agent token that its Semaphore accepts. */
  readonly registrationToken: string;
  readonly fleet: FleetSimulator;
  readonly pace: RegionPace;
  readonly clients: RegionClients;
  readonly #emulator: Ministack;

  private constructor(
    parts: Pick<Region, 'folder' | 'address' | 'semaphore' | 'registrationToken' | 'fleet' | 'pace'> & {
      emulator: Ministack;
    },
  ) {
    this.folder = parts.folder;
    this.address = parts.address;
    this.semaphore = parts.semaphore;
    this.registrationToken = parts.registrationToken;
    this.fleet = parts.fleet;
    this.pace = parts.pace;
    this.#emulator = parts.emulator;
    this.variables = clientVariables(parts.address, parts.folder.path);
    this.clients = regionClients(parts.address);
  }

  /**
   * Starts everything on free ports, with a new folder.
   *
   * @throws UserError if Python is missing or the emulator cannot be installed; EmulatorStartError if it does not start
   */
  static async start({
    say,
    registrationToken,
    cloudWatchUrl,
    pace = usualPace,
    isBroken = () => false,
  }: RegionOptions): Promise<Region> {
    const python = await ensurePythonEnvironment(say);
    const folder = await openRunFolder();
    const certificate = await makeCertificate(folder.path);
    const tls = { cert: certificate.cert, key: certificate.key };
    say('starting the Semaphore API');
    let emulatorUrl = '';
    const semaphore = await startSemaphoreApi({
      tls,
      registrationToken,
      syncAfterMs: pace.syncAfterMs,
      followIdentityUrl: (url) => followIdentityUrl(url, { url: emulatorUrl, ca: certificate.cert }),
    });

    const startAws = async (port: number): Promise<{ emulator: Ministack; fleet: FleetSimulator }> => {
      const fleet = await startFleetSimulator({
        tls,
        isBroken,
        ca: certificate.cert,
        credentials: rootCredentials,
        emulatorUrl: `https://127.0.0.1:${port}`,
        region,
        launchDelayMs: pace.launchDelayMs,
        bootMs: pace.bootMs,
        ...(pace.startStepsMs !== undefined && { startStepsMs: pace.startStepsMs }),
        ...(pace.registerRetryMs !== undefined && { registerRetryMs: pace.registerRetryMs }),
      });
      const autoScalingUrl = fleet.url;
      try {
        const emulator = await Ministack.start({
          python,
          port,
          certificate,
          folder: folder.path,
          autoScalingUrl,
          cloudWatchUrl,
          region,
        });
        return { emulator, fleet };
      } catch (error) {
        await fleet.close();
        throw error;
      }
    };
    say('starting the emulator');
    const { emulator, fleet } = await onFreePort(startAws).catch(async (error: unknown) => {
      await semaphore.close();
      await folder.remove();
      throw error;
    });
    emulatorUrl = emulator.url;
    const address: RegionAddress = {
      region,
      url: emulator.url,
      autoScalingUrl: fleet.url,
      ca: certificate.cert,
      caFile: certificate.certFile,
    };
    return new Region({ folder, address, semaphore, registrationToken, fleet, emulator, pace });
  }

  /** The registration token, and the secrets of Semaphore's agents. */
  secrets(): readonly Secret[] {
    const value = this.registrationToken;
    return [{ name: 'the registration token', value }, ...this.semaphore.secrets()];
  }

  /** Stops all processes and servers of this region and deletes its folder. */
  async stop(): Promise<void> {
    for (const client of Object.values(this.clients)) client.destroy();
    await this.fleet.close();
    await this.semaphore.close();
    await this.#emulator.stop();
    await this.folder.remove();
  }
}

/** Tries up to three free ports, because another process, such as another sandbox, may take a free port before it is used. */
async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await getPort());
    } catch (error) {
      if (attempt === 3 || !(error instanceof EmulatorStartError && /already in use/.test(error.message)))
        throw error;
    }
  }
}
