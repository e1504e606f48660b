import { dirname, relative, resolve } from 'node:path';
import {
  CONFIG_FILE_VARIABLE,
  ConfigurationError,
  deployRegion,
  loadFleets,
  type Environment,
  type LoadedFleets,
} from '@agent-aws-stack/config';
import type { JobIsolation } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import type { ChangeOptions, CommonOptions } from '../../cli/common-options.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import { printCautions } from '../../fleets/chosen-fleets.ts';
import { applies, ASKED, namesOf, OPTIONS, type Answers, type Registration } from './answers.ts';
import { askAnswers } from './ask-answers.ts';
import { contradictionOf } from './contradiction.ts';
import { defaultAnswers, withEarlier } from './default-answers.ts';
import { ignoreNodeModules } from './ignore-node-modules.ts';
import { KeptAnswers } from './kept-answers.ts';
import { nextSteps } from './next-steps.ts';
import { backUp, leftOut, readOverwritten } from './overwritten.ts';
import { startingFile } from './starting-file.ts';
import { refuseTarget, writeTarget, type Target } from './target.ts';
import { refuseUnsuitable } from './unsuitable-options.ts';

/** https://unpkg.com serves the files of npm packages. */
const SCHEMA_ADDRESS = 'https://unpkg.com/agent-aws-stack/schema/fleet.schema.json';

export interface InitOptions
  extends
    CommonOptions,
    ChangeOptions,
    Omit<Answers, 'onDemandPercentage' | 'usePreSignedUrl' | 'jobIsolation'> {
  readonly spot?: true;
  readonly registration?: Registration;
  readonly isolation?: JobIsolation;
  readonly force: boolean;
}

/**
 * Writes a configuration file to start with; asks for the answers that the options do not give. Keeps a copy of a file that it replaces.
 * @param keptIn - the folder in which answers are kept until the file is written
 * @throws UserError if the file cannot be written; UsageError if an answer is missing and nobody can be asked, if options contradict each
 * other, or if one does not apply to the operating system; ConfigurationError for a problem that no option sets; CancelledError
 */
export async function init(file: string, options: InitOptions, shell: Shell, keptIn: string): Promise<void> {
  // npm runs this in the workspace's root; INIT_CWD is the folder where the user typed the command.
  const path = resolve(shell.env['INIT_CWD'] ?? '', file);
  const target: Target = { file, path, force: options.force };
  refuseTarget(target);
  const overwritten = readOverwritten(target);
  const known = answersOf(options);
  const kept = new KeptAnswers(keptIn, path);
  const deployed = deployRegion(shell.env);
  const region = deployed && { [deployed.key]: deployed.region };
  const answers =
    shell.interactive && !options.yes
      ? await interview({ known, overwritten: overwritten?.answers, kept, region }, shell)
      : assumeAnswers(known, overwritten?.answers ?? {}, options.yes);
  const text = startingFile(answers, schemaFor(dirname(path)));
  const { fleets, cautions } = checked(text, { ...region, [CONFIG_FILE_VARIABLE]: file }, known);
  const isChanged = overwritten !== undefined && overwritten.text !== text;
  const backup = isChanged ? backUp(target, overwritten.text) : undefined;
  writeTarget(target, text);
  if (installation.kind === 'package') ignoreNodeModules(installation.userFolder);
  kept.forget();
  if (options.json) return shell.report({ result: { file: path, ...(backup && { backup: backup.path }) } });
  if (overwritten !== undefined && backup !== undefined) {
    const names = leftOut(overwritten.text, text);
    const settings = names.length === 0 ? '' : `, and ${names.join(', ')}`;
    const sentence = `The old file is now ${backup.file}. Only there: comments of your own${settings}.`;
    shell.err(shell.style('yellow', sentence));
  }
  printCautions(cautions, shell);
  shell.out(`${file} is written. Next steps:
${nextSteps(file, fleets, options)}`);
}

/** The fleets of a file that is not written yet. @throws UsageError if the answers contradict each other; ConfigurationError for a problem that no option sets */
function checked(text: string, env: Environment, known: Answers): LoadedFleets {
  try {
    return loadFleets({ env, readFile: () => text });
  } catch (error) {
    throw error instanceof ConfigurationError ? contradictionOf(error, known) : error;
  }
}

/** The answers among the options. */
function answersOf({ spot, registration, isolation, ...options }: InitOptions): Answers {
  const given = namesOf(ASKED).flatMap((name) => {
    if (name === 'onDemandPercentage' || name === 'usePreSignedUrl' || name === 'jobIsolation') return [];
    const value = options[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(given),
    ...(spot && { onDemandPercentage: '0' }),
    ...(registration && { usePreSignedUrl: String(registration === 'pre-signed') }),
    ...(isolation && { jobIsolation: isolation }),
  };
}

interface Interviewed {
  readonly known: Answers;
  /** The values of the file that will be replaced; undefined if there is none. */
  readonly overwritten: Answers | undefined;
  readonly kept: KeptAnswers;
  readonly region: Environment | undefined;
}

/** Asks the user. The defaults are the answers of an interrupted run or, if there are none, the values of the file that will be overwritten. */
function interview({ known, overwritten, kept, region = {} }: Interviewed, shell: Shell): Promise<Answers> {
  const interrupted = kept.read();
  if (Object.keys(interrupted).length > 0) {
    shell.err('The defaults are your answers from the last run, which was interrupted.');
  }
  const earlier = { ...overwritten, ...interrupted };
  const keep = (answers: Answers) => kept.keep({ ...interrupted, ...answers });
  return askAnswers({ known, earlier, region, keep }, shell);
}

/** The schema's path, relative to the configuration file's folder. If an npm package outside that folder contains the schema: its address. */
function schemaFor(folder: string): string {
  const path = relative(folder, installation.schema);
  if (!path.startsWith('.')) return `./${path}`;
  return installation.kind === 'package' ? SCHEMA_ADDRESS : path;
}

/** The options without a default, and what the user must name with each. */
const REQUIRED_OPTIONS = [
  ['organization', 'the organization, as in <name>.semaphoreci.com'],
  ['licenseArn', 'the ARN of a License Manager configuration'],
] as const;

function assumeAnswers(known: Answers, earlier: Answers, yes: boolean): Answers {
  const answers = withEarlier(known, earlier);
  refuseUnsuitable(known, answers.os);
  const missing = REQUIRED_OPTIONS.filter(
    ([name]) => answers[name] === undefined && applies(name, answers.os),
  );
  if (missing.length === 0) return defaultAnswers(answers);
  const flags = missing.map(([name]) => OPTIONS[name]).join(', ');
  throw new UsageError(
    flags,
    `not given, and ${yes ? '--yes asks nothing' : 'there is no terminal to ask on'}`,
    `Name ${missing.map(([, what]) => what).join(', and ')}`,
  );
}
