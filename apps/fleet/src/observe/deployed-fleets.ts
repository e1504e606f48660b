import type { FleetConfig } from '@agent-aws-stack/config';
import { parse } from 'yaml';
import type { AwsClients } from '../aws/clients.ts';
import { UserError } from '../cli/errors.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { fleetFromTemplate } from './fleet-from-template.ts';
import type { Template } from './template.ts';

/** Reads fleets from the templates of deployed stacks; needs no configuration. @throws UserError if one is not deployed or is not a fleet; AwsError */
export function deployedFleets(
  { stacks }: Pick<AwsClients, 'stacks'>,
  names: readonly string[],
  fullCommand: FullCommand,
): Promise<readonly FleetConfig[]> {
  return Promise.all(
    names.map(async (name) => {
      const template = await stacks.template(name);
      if (template === undefined) {
        const remedy = `List the fleets of the account and region: ${fullCommand('ls')}`;
        throw new UserError(`stack ${name}`, 'is not deployed', remedy);
      }
      // The CDK writes JSON or YAML; a YAML parser reads both.
      return fleetFromTemplate(name, parse(template) as Template);
    }),
  );
}
