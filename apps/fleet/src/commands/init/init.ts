import { writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { buildCommand } from '@agent-aws-stack/ami-hash';
import { CONFIG_FILE_VARIABLE, loadFleets } from '@agent-aws-stack/config';
import type { ChangeOptions, CommonOptions } from '../../cli/common-options.ts';
import { UsageError } from '../../cli/errors.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';
import type { Shell } from '../../cli/shell.ts';
import { installation } from '@agent-aws-stack/installation';
import { askAnswers, defaultAnswers, type Known } from './ask-answers.ts';
import { refuseTarget } from './refuse-target.ts';
import { startingFile, type InitAnswers } from './starting-file.ts';

/** https://unpkg.com serves the files of npm packages. */
const SCHEMA_ADDRESS = 'https://unpkg.com/agent-aws-stack/schema/fleet.schema.json';

export interface InitOptions extends CommonOptions, ChangeOptions, Known {
  readonly force: boolean;
}

/**
 * Writes a configuration file to start with; asks for the answers that the options do not give.
 * @throws UserError if the file cannot be written, ConfigurationError for invalid answers, CancelledError
 */
export async function init(file: string, options: InitOptions, shell: Shell): Promise<void> {
  // npm runs this in the workspace's root; INIT_CWD is the folder where the user typed the command.
  const path = resolve(shell.env['INIT_CWD'] ?? '', file);
  refuseTarget({ file, path, force: options.force });
  const answers =
    shell.interactive && !options.yes ? await askAnswers(options, shell) : assumeAnswers(options);
  const text = startingFile(answers, schemaFor(dirname(path)));
  // Throws if the configuration is invalid, before anything is written.
  loadFleets({ env: { [CONFIG_FILE_VARIABLE]: file }, readFile: () => text });
  await writeFile(path, text);
  if (options.json) return shell.report({ result: { file: path } });
  shell.out(`${file} is written. Next steps:\n${nextSteps(file, answers, options)}`);
}

/** The schema's path, or its address if the package is not installed in the user's folder. */
function schemaFor(folder: string): string {
  const path = relative(folder, installation.schema);
  if (!path.startsWith('.')) return `./${path}`;
  return installation.kind === 'package' ? SCHEMA_ADDRESS : path;
}

function assumeAnswers(options: InitOptions) {
  const { organization } = options;
  if (organization === undefined) {
    throw new UsageError(
      '--organization',
      'not given, and there is no terminal to ask on',
      'Name it, as in <name>.semaphoreci.com',
    );
  }
  const { stackName, tokenParameter, os, arch, instanceType, maxSize, spot, licenseArn } = options;
  const known = { stackName, tokenParameter, os, arch, instanceType, maxSize, spot, licenseArn };
  const set = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Known;
  return defaultAnswers({ ...set, organization });
}

function nextSteps(file: string, image: InitAnswers, typed: InitOptions): string {
  const isRead = file === installation.configuration;
  const config = isRead ? undefined : file;
  const fullCommand = fullCommandWith({ region: typed.region, profile: typed.profile, config });
  const steps = [
    [fullCommand('bootstrap'), 'once for each account and region'],
    [fullCommand('token put'), "asks for the agent type's token, and stores it in SSM"],
    [buildCommand(image), 'builds the image, unless SEMAPHORE_AGENT_AMI names one'],
    [fullCommand('plan'), 'shows what would be deployed, and its cost'],
    [fullCommand('deploy'), 'shows what changes, asks, deploys'],
    [fullCommand('doctor'), 'checks the deployed fleet'],
  ];
  if (isRead) return indented(table([], steps)) + COMMIT;
  const name = quote(file);
  const hint = `${CONFIG_FILE_VARIABLE}=${name} in the environment replaces --config ${name}.`;
  return `${indented(table([], steps))}\n\n${hint}${installation.kind === 'package' ? COMMIT : ''}`;
}

/** Which files the user's repository needs if this is the package; .fleet/.gitignore says the same. */
const COMMIT =
  '\n\nCommit the configuration, package.json, package-lock.json and .fleet/cdk.context.json (what was looked up in the account).\n' +
  'The other files in .fleet are caches and results; its .gitignore excludes them.';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
