import { CONFIG_FILE_VARIABLE, wantedImages, type FleetConfig } from '@agent-aws-stack/config';
import { instanceRolePattern } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import type { CommonOptions } from '../../cli/common-options.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';

/** What to do with the new file, as commands to type. */
export function nextSteps(file: string, fleets: readonly FleetConfig[], typed: CommonOptions): string {
  const isRead = file === installation.configuration;
  const config = isRead ? undefined : file;
  const fullCommand = fullCommandWith({ region: typed.region, profile: typed.profile, config });
  const steps = [
    [fullCommand('bootstrap'), 'once for each account and region'],
    [fullCommand('token put'), "asks for the agent type's token, and stores it in SSM"],
    ...(wantedImages(fleets).length > 0
      ? [[fullCommand('images build'), 'builds the image; not needed if you set SEMAPHORE_AGENT_AMI']]
      : []),
    [fullCommand('plan'), 'shows what would be deployed, and its cost'],
    [fullCommand('deploy'), 'shows what changes, asks, deploys'],
    [fullCommand('run'), 'waits for the first job, and shows how it gets an agent'],
    [fullCommand('doctor'), 'checks the deployed fleet'],
  ];
  const list = indented(table([], steps)) + fleets.map(agentTypeOf).join('');
  if (isRead) return list + COMMIT;
  const name = quote(file);
  const hint = `Instead of --config ${name}, you can set ${CONFIG_FILE_VARIABLE}=${name} in the environment.`;
  return `${list}\n\n${hint}${installation.kind === 'package' ? COMMIT : ''}`;
}

/** What to set in Semaphore; empty if nothing. */
function agentTypeOf({ stackName, agent }: FleetConfig): string {
  if (!agent.usePreSignedUrl) return '';
  return (
    '\n\nBefore you deploy, edit the agent type in Semaphore: agent names must come from AWS STS. Enter the id of your AWS\n' +
    `account and the role ${instanceRolePattern(stackName)}. Without that, Semaphore refuses the agents with status 400.`
  );
}

/** Which files to commit to the user's repository; shown by the npm package. */
const COMMIT =
  '\n\nCommit the configuration, .gitignore, package.json, package-lock.json and .fleet/cdk.context.json (what was looked up in the account).\n' +
  'The other files in .fleet are caches and results, which .fleet/.gitignore excludes.';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
