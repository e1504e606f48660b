import { CONFIG_FILE_VARIABLE } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';
import type { CommonOptions } from '../../cli/common-options.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';

/** What to do with the new file, as commands to type. @param needsImage - whether its fleet launches an image of this project */
export function nextSteps(file: string, needsImage: boolean, typed: CommonOptions): string {
  const isRead = file === installation.configuration;
  const config = isRead ? undefined : file;
  const fullCommand = fullCommandWith({ region: typed.region, profile: typed.profile, config });
  const steps = [
    [fullCommand('bootstrap'), 'once for each account and region'],
    [fullCommand('token put'), "asks for the agent type's token, and stores it in SSM"],
    ...(needsImage
      ? [[fullCommand('images build'), 'builds the image; not needed if you set SEMAPHORE_AGENT_AMI']]
      : []),
    [fullCommand('plan'), 'shows what would be deployed, and its cost'],
    [fullCommand('deploy'), 'shows what changes, asks, deploys'],
    [fullCommand('run'), 'waits for the first job, and shows how it gets an agent'],
    [fullCommand('doctor'), 'checks the deployed fleet'],
  ];
  if (isRead) return indented(table([], steps)) + COMMIT;
  const name = quote(file);
  const hint = `Instead of --config ${name}, you can set ${CONFIG_FILE_VARIABLE}=${name} in the environment.`;
  return `${indented(table([], steps))}\n\n${hint}${installation.kind === 'package' ? COMMIT : ''}`;
}

/** Which files to commit to the user's repository; shown by the npm package. */
const COMMIT =
  '\n\nCommit the configuration, .gitignore, package.json, package-lock.json and .fleet/cdk.context.json (what was looked up in the account).\n' +
  'The other files in .fleet are caches and results, which .fleet/.gitignore excludes.';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
