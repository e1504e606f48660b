import { awsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { ReportedFailure } from '../../cli/errors.ts';
import { fullCommandForFleet, type FullCommand } from '../../cli/full-command.ts';
import { observedFleets } from '../../observe/observed-fleets.ts';
import type { Shell } from '../../cli/shell.ts';
import { isComplete, plainExplanation } from './plain-explanation.ts';
import { readExplanation } from './read-explanation.ts';
import { renderExplanation } from './render-explanation.ts';

export interface ExplainOptions extends StackOptions {
  /** The id of a job. If given, the job's wait is explained, and not the scaler's next decision. */
  readonly job?: string;
  /** The time from which the logs are searched for the job. */
  readonly since?: string;
}

/**
 * Explains what the scaler of each fleet would do now. A failed lookup for one fleet does not affect the others.
 * @throws ConfigurationError; CredentialsError, since nothing can be read without credentials; ReportedFailure if a lookup failed or a fleet is not deployed
 */
export async function showExplanation(options: ExplainOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const fleets = await observedFleets(aws, options, shell);
  const now = shell.now();
  const commandFor = (stackName: string): FullCommand =>
    fullCommandForFleet(options, stackName, fleets.length);
  const explanations = await Promise.all(
    fleets.map(async (fleet) => {
      const found = await readExplanation(aws, fleet, now, commandFor(fleet.stackName));
      return options.stack === undefined ? found : { ...found, changesWithDeploy: false };
    }),
  );
  shell.report({ fleets: explanations.map(plainExplanation) });
  if (!options.json) {
    const texts = explanations.map((each) => renderExplanation(each, shell, commandFor(each.fleet)));
    shell.out(`${texts.join('\n\n')}\n`);
  }
  if (!explanations.every(isComplete)) throw new ReportedFailure();
}
