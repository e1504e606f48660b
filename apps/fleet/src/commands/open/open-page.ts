import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import { openInBrowser } from '../../cli/browser.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { requireDeployed } from '../../observe/require-deployed.ts';
import { resourcesOf } from '../../observe/stack.ts';
import { agentsPage, consolePage, type ConsolePage, type Page } from './pages.ts';

export interface OpenOptions extends StackOptions {
  /** Only print the address. */
  readonly print: boolean;
}

/**
 * Opens a page about one fleet in the browser. Prints the page's address instead if `print` is set, or without a terminal or a browser.
 * @throws UserError if the fleet is not deployed or has no such page; AwsError; what `onlyFleet` throws
 */
export async function openPage(page: Page, options: OpenOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const fleet = await onlyFleet(aws, options, shell, 'each has its own pages');
  const url =
    page === 'agents' ? agentsPage(fleet) : await consolePageOf(page, fleet, { aws, options, shell });
  const opened = !options.print && shell.interactive && (await openInBrowser(url, shell.env));
  shell.report({ fleets: [{ fleet: fleet.stackName, page, url, opened }] });
  if (options.json) return;
  if (opened) shell.err(`Opens ${url}`);
  else shell.out(url);
}

interface Context {
  readonly aws: AwsClients;
  readonly options: OpenOptions;
  readonly shell: Shell;
}

async function consolePageOf(
  page: ConsolePage,
  { stackName }: FleetConfig,
  { aws, options, shell }: Context,
): Promise<string> {
  const identity = await printIdentity(aws, shell);
  return requireDeployed(stackName, fullCommandWith(options), async () => {
    const resources = await resourcesOf(aws, stackName, await aws.stacks.find(stackName));
    return consolePage(page, stackName, resources, identity);
  });
}
