import { join } from 'node:path';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { execa } from 'execa';
import { workspaceRoot } from '../paths.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { stackResource } from '../scenario/stack-resources.ts';

/** The commands of an operator on a deployed fleet. */
export function operatorOf({ region, fleet: { config, variables } }: ScenarioContext) {
  return {
    /** Runs `fleet …`. */
    fleet: (...args: readonly string[]) =>
      execa(process.execPath, [join(workspaceRoot, 'apps/fleet/src/main.ts'), ...args], {
        // Nx makes its tasks print colours, but tests read plain text.
        env: { ...region.variables, ...variables, FORCE_COLOR: '0' },
        reject: false,
      }),

    /** Enables or disables the rule that starts the scaler each minute. */
    async switchSchedule(on: boolean): Promise<void> {
      const { cloudFormation, events } = region.clients;
      const rule = await stackResource(cloudFormation, config.stackName, 'scalerRule7E4F6830');
      const input = { Name: rule.physicalId };
      await (on ? events.send(new EnableRuleCommand(input)) : events.send(new DisableRuleCommand(input)));
    },
  };
}
