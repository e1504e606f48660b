import { join } from 'node:path';
import { execa } from 'execa';
import { IMAGE_CONTRACT, IMAGE_CONTRACT_TAG } from '@agent-aws-stack/contract';
import { openDefaultNetwork } from '../emulator/default-network.ts';
import { workspaceRoot } from '../paths.ts';
import { Region, type RegionOptions } from '../region.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { storeToken } from '../scenario/deployment.ts';
import { withParameters } from './deployed-fleet.ts';
import { registerImage } from './packer/register-image.ts';

/** The program that `nx run fleet:package` makes. */
const PROGRAM = join(workspaceRoot, 'apps/fleet/dist/lib/main.mjs');
const TOKEN = 'packaged-registration-token';

type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface PackagedRun {
  readonly code: number | undefined;
  /** What it printed, standard error too. */
  readonly text: string;
  /** When it first printed a line with this text; milliseconds since the epoch. Infinity if it did not. */
  readonly printedAt: (text: string) => number;
}

/**
 * A region, and the packaged `fleet` commands for the fleet in it. These commands cache their lookups in the region's folder. The checkout's
 * commands cache theirs beside the app, so suites that use the checkout's commands must wait for each other (see CommandLine).
 */
export class PackagedFleet {
  readonly region: Region;
  context: ScenarioContext;
  #parameters: Readonly<Record<string, string>> = {};

  private constructor(context: ScenarioContext) {
    this.region = context.region;
    this.context = context;
  }

  /** Starts a region, bootstraps its account and stores a token. The caller must stop the region. */
  static async open(options: Pick<RegionOptions, 'isBroken'> = {}): Promise<PackagedFleet> {
    const region = await Region.start({
      ...{ say: () => undefined, registrationToken: TOKEN, ...options },
      pace: { launchDelayMs: 200, bootMs: 200, syncAfterMs: 500 },
    });
    await openDefaultNetwork(region.address);
    const fleet = new PackagedFleet(await withParameters(region, {}));
    await fleet.run('bootstrap --yes');
    await storeToken(region, fleet.context.fleet.config.token.parameterName, TOKEN);
    return fleet;
  }

  /** Registers an image whose instances report their launch. Returns its id. */
  async registerImage(name: string): Promise<string> {
    const tags = { [IMAGE_CONTRACT_TAG]: String(IMAGE_CONTRACT) };
    const image = { name, arch: 'x86_64', tags, device: '/dev/sda1', sizeGib: 8 };
    return (await registerImage(this.region.clients.ec2, image)).imageId;
  }

  /** Deploys the fleet with these parameters. The sandbox shortens an idle timeout in `parameters`, but not `idleTimeoutSeconds`. */
  async deploy(parameters: Parameters, idleTimeoutSeconds: number): Promise<PackagedRun> {
    this.context = await withParameters(this.region, parameters);
    this.#parameters = { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: String(idleTimeoutSeconds) };
    return this.run('deploy --yes');
  }

  /** Runs `fleet <line>`. */
  async run(line: string): Promise<PackagedRun> {
    const { region, fleet } = this.context;
    const variables = { ...region.variables, ...fleet.variables, ...this.#parameters };
    const child = execa(process.execPath, [PROGRAM, ...line.split(' ')], {
      cwd: region.folder.path,
      // Nx makes its tasks print colours, but tests read plain text. The CDK's validation would take a second per run.
      env: { ...variables, FORCE_COLOR: '0', CDK_VALIDATION: 'false' },
      reject: false,
      all: true,
    });
    const lines: { readonly at: number; readonly text: string }[] = [];
    for await (const text of child.iterable({ from: 'all' })) lines.push({ at: Date.now(), text });
    const { exitCode, all } = await child;
    return {
      code: exitCode,
      text: all,
      printedAt: (wanted) => lines.find(({ text }) => text.includes(wanted))?.at ?? Infinity,
    };
  }
}
