import { InvalidArgumentError } from 'commander';
import { awsClients } from '../aws/clients.ts';
import { fleetCommand, withFleetOptions, type FleetOptions } from '../cli/common-options.ts';
import type { CommandFactory } from '../cli/run-program.ts';
import { chosenFleets } from '../fleets/chosen-fleets.ts';
import { renderStatus } from '../status/render-status.ts';
import { plainStatus } from '../status/plain-status.ts';
import { readStatus } from '../status/status.ts';

interface StatusOptions extends FleetOptions {
  /** Seconds between two looks; true without a number. */
  readonly watch?: number | true;
}

const DEFAULT_WATCH_SECONDS = 5;
/** Clears the screen and goes to its top left corner. */
const CLEAR = '\u001b[2J\u001b[H';

/** Demand, capacity, instances, agents, alarms and the last decisions, on one screen. */
export const statusCommand: CommandFactory = (shell) =>
  withFleetOptions(fleetCommand('status', 'npm run fleet -- status --watch'))
    .description('Show demand, capacity, instances, agents, alarms and the last decisions.')
    .option('--watch [seconds]', 'look again and again, until Ctrl-C (default: every 5 seconds)', seconds)
    .action(async (options: StatusOptions) => {
      const fleets = chosenFleets(options, shell);
      const aws = awsClients();
      const pauseMs = (options.watch === true ? DEFAULT_WATCH_SECONDS : (options.watch ?? 0)) * 1_000;
      for (;;) {
        const now = shell.now();
        const statuses = await Promise.all(fleets.map((fleet) => readStatus(aws, fleet, now)));
        const screen = statuses.map((status) => renderStatus(status, shell)).join('\n\n');
        // One line a look: a program reads them as they come.
        if (options.json)
          shell.out(JSON.stringify(statuses.map(plainStatus), undefined, pauseMs > 0 ? undefined : 2));
        else shell.out(pauseMs > 0 && shell.interactive ? `${CLEAR}${screen}` : `${screen}\n`);
        if (pauseMs === 0) return;
        await shell.sleep(pauseMs);
      }
    });

function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 3_600) {
    throw new InvalidArgumentError('It must be a whole number of seconds from 1 to 3600.');
  }
  return number;
}
