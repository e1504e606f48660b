import { Argument, type Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import { PAGES, type Page } from './pages.ts';
import type { OpenOptions } from './open-page.ts';

/** `open`: opens a page about a fleet in the browser. */
export function openCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('open', 'open dashboard --fleet linux-ci'))
    .description('opens a page about a fleet in the browser')
    .addArgument(new Argument('[page]', 'which page').choices(PAGES).default('console'))
    .option('--print', 'print the address only', false)
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, page: Page, options: OpenOptions) => {
        const { openPage } = await import('./open-page.ts');
        await openPage(page, options, shell);
      }),
    );
}

const HELP = `
Pages:
  console    the Auto Scaling group in the AWS console: instances, activity, sizes
  dashboard  the CloudWatch dashboard, if the fleet has one (SEMAPHORE_AGENT_DASHBOARD)
  logs       the scaler's log group in CloudWatch
  agents     Semaphore's page of the self-hosted agent types

Without a browser or a terminal, for example over SSH or in a pipeline, the command prints the address. For pages of AWS, sign in to the fleet's
account in your browser first.`;
