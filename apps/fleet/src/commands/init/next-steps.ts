import { buildCommand } from '@agent-aws-stack/ami-hash';
import { CONFIG_FILE_VARIABLE, type WantedImage } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';
import type { CommonOptions } from '../../cli/common-options.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';

/** What to do with the new file, as commands to type. */
export function nextSteps(file: string, images: readonly WantedImage[], typed: CommonOptions): string {
  const isRead = file === installation.configuration;
  const config = isRead ? undefined : file;
  const fullCommand = fullCommandWith({ region: typed.region, profile: typed.profile, config });
  const steps = [
    [fullCommand('bootstrap'), 'once for each account and region'],
    [fullCommand('token put'), "asks for the agent type's token, and stores it in SSM"],
    ...images.map((image) => [
      buildCommand(image),
      'builds the image; not needed if you set SEMAPHORE_AGENT_AMI',
    ]),
    [fullCommand('plan'), 'shows what would be deployed, and its cost'],
    [fullCommand('deploy'), 'shows what changes, asks, deploys'],
    [fullCommand('doctor'), 'checks the deployed fleet'],
  ];
  if (isRead) return indented(table([], steps)) + COMMIT;
  const name = quote(file);
  const hint = `Instead of --config ${name}, you can set ${CONFIG_FILE_VARIABLE}=${name} in the environment.`;
  return `${indented(table([], steps))}\n\n${hint}${installation.kind === 'package' ? COMMIT : ''}`;
}

/** Which files to commit to the user's repository; shown by the npm package. */
const COMMIT =
  '\n\nCommit the configuration, package.json, package-lock.json and .fleet/cdk.context.json (what was looked up in the account).\n' +
  'The other files in .fleet are caches and results; its .gitignore excludes them.';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
