import { awsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { ReportedFailure } from '../../cli/errors.ts';
import { fullCommandForFleet, type FullCommand } from '../../cli/full-command.ts';
import { lookupFailed } from '../../observe/fact.ts';
import { observedFleets } from '../../observe/observed-fleets.ts';
import { isNotDeployed } from '../../observe/stack.ts';
import { stackHealth } from '../../observe/stack-health.ts';
import type { Shell } from '../../cli/shell.ts';
import { plainStatus } from './plain-status.ts';
import { renderStatus } from './render-status.ts';
import { factsOf, readStatus, type Status } from '../../observe/status.ts';

export interface StatusOptions extends StackOptions {
  /** Seconds between updates; true for the default. */
  readonly watch?: number | true;
  readonly boots?: boolean;
}

const DEFAULT_WATCH_SECONDS = 5;
/** Clears the screen and moves the cursor to its top left corner. */
const CLEAR = '\u001b[2J\u001b[H';

/**
 * Shows the fleets once, or repeatedly until Ctrl-C. A failed lookup for one fleet does not affect the others.
 * @throws ConfigurationError; CredentialsError, since nothing can be read without credentials; ReportedFailure if a lookup failed, a fleet is not deployed, or its last deployment failed
 */
export async function showStatus(options: StatusOptions, shell: Shell): Promise<void> {
  const { watch, json, boots: withBoots = false } = options;
  const aws = awsClients(shell.env);
  const fleets = await observedFleets(aws, options, shell);
  const pauseMs = (watch === true ? DEFAULT_WATCH_SECONDS : (watch ?? 0)) * 1_000;
  const commandFor = (stackName: string): FullCommand =>
    fullCommandForFleet(options, stackName, fleets.length);
  for (;;) {
    const now = shell.now();
    const statuses = await Promise.all(
      fleets.map((fleet) =>
        readStatus(aws, fleet, now, { fullCommand: commandFor(fleet.stackName), withBoots }),
      ),
    );
    const screen = statuses
      .map((status) => renderStatus(status, shell, commandFor(status.fleet)))
      .join('\n\n');
    if (json) shell.report({ fleets: statuses.map(plainStatus) });
    else shell.out(pauseMs > 0 && shell.interactive ? `${CLEAR}${screen}` : `${screen}\n`);
    if (pauseMs === 0) return failUnlessComplete(statuses);
    await shell.sleep(pauseMs);
  }
}

/** Whether the last deployment succeeded, or is still going on; also true if the stack is missing or could not be looked up. */
function isAsDeployed({ fleet, stack }: Status): boolean {
  if (!stack.known || stack.value === undefined) return true;
  const health = stackHealth(stack.value, fleet, (command) => command);
  return health.verdict === 'ok' || health.isBeingChanged;
}

function failUnlessComplete(statuses: readonly Status[]): void {
  const isComplete = (status: Status): boolean =>
    !isNotDeployed(status.stack) && !factsOf(status).some(lookupFailed) && isAsDeployed(status);
  if (!statuses.every(isComplete)) throw new ReportedFailure();
}
