import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFleets, readableFile } from '@agent-aws-stack/config';
import type { FleetConfig } from '@agent-aws-stack/config';
import { UsageError, UserError } from '../user-error.ts';

/** The configuration file of the fleet that the sandbox deploys by default. */
export const defaultFleetFile = join(import.meta.dirname, '../../fleet.json');

/** The longest idle timeout in the sandbox, in seconds. It replaces longer timeouts, and 0, which means no timeout. */
const longestIdleTimeoutSeconds = 6;

/** The id of an Ubuntu image that the emulator always has. */
export const imageId = 'ami-0123456789abcdef0';

export interface SandboxFleet {
  readonly config: FleetConfig;
  /** Environment variables for the CDK app: the name of the file, and changed parameters. */
  readonly variables: Record<string, string>;
  /** The settings that the sandbox changed, each described in one sentence. */
  readonly changes: readonly string[];
}

/**
 * Reads a fleet's configuration file, and changes the settings that the sandbox does not support.
 *
 * @throws ConfigurationError for mistakes in the file; UsageError if the sandbox cannot run the fleet; UserError if
 * the file cannot be read
 */
export async function readSandboxFleet(file: string, endpoint: string): Promise<SandboxFleet> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const expected = readableFile(error);
    throw new UserError(
      `--config: expected ${expected}. Without --config, the sandbox deploys its own fleet.`,
    );
  });
  const load = (variables: Record<string, string>) =>
    loadFleets({ env: variables, readFile: () => text, fileOption: '--config' }).fleets;

  const variables: Record<string, string> = { SEMAPHORE_AGENT_STACK_CONFIG: file };
  const [asWritten, ...others] = load(variables);
  if (!asWritten || others.length > 0) {
    throw new UsageError(`The sandbox runs one fleet, but ${file} has ${others.length + 1}.`);
  }
  if (asWritten.instance.os === 'macos') {
    throw new UsageError(
      'The emulator has no host resource groups, so a macOS fleet cannot run in the sandbox.',
    );
  }
  if (asWritten.scaler === undefined) {
    throw new UsageError(
      `SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false in ${file}: the sandbox needs a fleet with a scaler.`,
    );
  }
  const changes = ["SEMAPHORE_ENDPOINT is the sandbox's own Semaphore API"];
  variables['SEMAPHORE_ENDPOINT'] = endpoint;
  if (asWritten.instance.amiId === undefined) {
    variables['SEMAPHORE_AGENT_AMI'] = imageId;
    changes.push(`SEMAPHORE_AGENT_AMI is ${imageId}, because the emulator builds no images`);
  }
  const network = networkSettings(asWritten);
  if (network.length > 0) {
    for (const name of network) variables[name] = '';
    const are = network.length === 1 ? 'is' : 'are';
    changes.push(`${network.join(', ')} ${are} ignored: the emulator has only its default VPC`);
  }
  const idleTimeoutSeconds = asWritten.agent.disconnectAfterIdleTimeoutSeconds;
  if (idleTimeoutSeconds === 0 || idleTimeoutSeconds > longestIdleTimeoutSeconds) {
    variables['SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT'] = String(longestIdleTimeoutSeconds);
    changes.push(
      `SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is ${longestIdleTimeoutSeconds} s, to shorten the run`,
    );
  }
  const [config] = load(variables);
  if (!config) throw new UserError(`${file} has no fleet.`);
  return { config, variables, changes };
}

/** The names of the network parameters that the user has set. */
function networkSettings({ network }: FleetConfig): readonly string[] {
  const { vpcId, subnetIds, availabilityZones, securityGroupId } = network;
  const values = {
    VPC_ID: vpcId,
    SUBNETS: subnetIds,
    AZS: availabilityZones,
    SECURITY_GROUP_ID: securityGroupId,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : `SEMAPHORE_AGENT_${name}`,
  );
}
