import { ConfigurationError, hasConfiguration } from '@agent-aws-stack/config';
import { awsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { FleetOutput } from '../../cli/output.ts';
import type { CommonOptions } from '../../cli/common-options.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { table } from '../../cli/table.ts';
import { configuredFleets } from '../../fleets/configured-fleets.ts';
import { regionFleets, type RegionFleet } from '../../observe/region-fleets.ts';
import { clock } from '../../render/render-entry.ts';

export interface ListOptions extends CommonOptions {
  readonly config?: string;
}

/** A fleet that is deployed, configured or both. */
interface ListedFleet extends FleetOutput {
  readonly configured: boolean;
  /** Null if the fleet is not deployed. */
  readonly deployed: Omit<RegionFleet, 'stackName'> | null;
}

/** Lists the deployed fleets, and those of the configuration that are not deployed. Needs no configuration. @throws AwsError */
export async function listFleets(options: ListOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const { region } = await printIdentity(aws, shell);
  const deployed = await regionFleets(aws);
  const configured = configuredNames(options, shell);
  const fleets: readonly ListedFleet[] = [
    ...deployed.map(({ stackName, ...rest }) => ({
      fleet: stackName,
      configured: configured.includes(stackName),
      deployed: rest,
    })),
    ...configured
      .filter((name) => !deployed.some(({ stackName }) => stackName === name))
      .map((fleet) => ({ fleet, configured: true, deployed: null })),
  ];
  if (options.json) return shell.report({ fleets });
  shell.out(fleets.length === 0 ? `There are no fleets in ${region}.` : table(HEAD, fleets.map(rowOf)));
  const [example] = fleets.filter((each) => !each.configured);
  if (example !== undefined) {
    const command = fullCommandWith({ ...options, stack: [example.fleet] })('status');
    shell.err(`\nTo look at a fleet that is not in your configuration: ${command}`);
  }
}

/** The names of the configured fleets; none if there is no valid configuration, because `ls` works without one. */
function configuredNames(options: ListOptions, shell: Shell): readonly string[] {
  if (!hasConfiguration(shell.env)) return [];
  try {
    return configuredFleets(options, shell.env).fleets.map(({ stackName }) => stackName);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (options.config !== undefined || shell.env['SEMAPHORE_AGENT_STACK_CONFIG']) {
      const validate = fullCommandWith(options)('validate');
      shell.err(
        shell.style(
          'yellow',
          `The configuration is invalid, so it is ignored here. To see its problems: ${validate}`,
        ),
      );
    }
    return [];
  }
}

const HEAD = ['FLEET', 'CONFIGURED', 'STATE', 'DESIRED', 'MIN', 'MAX', 'DEPLOYED (UTC)'];

function rowOf({ fleet, configured, deployed }: ListedFleet): readonly string[] {
  const { desired = '-', min = '-', max = '-' } = deployed?.group ?? {};
  return [
    ...[fleet, configured ? 'yes' : 'no', deployed?.status ?? 'not deployed'],
    ...[desired, min, max].map(String),
    deployed === null ? '-' : clock(deployed.deployedAt),
  ];
}
