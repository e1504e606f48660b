import { LOST_IN_STRICT_ISOLATION, type Environment } from '@agent-aws-stack/config';
import {
  ARCHITECTURES,
  architectureOf,
  familyOf,
  IMAGE_FAMILIES,
  instanceRolePattern,
  isWindows,
  osTitle,
  systemsOf,
  type JobIsolation,
} from '@agent-aws-stack/contract';
import { CancelledError } from '../../cli/errors.ts';
import type { Choice, Shell } from '../../cli/shell.ts';
import type { AnswerName, Answers } from './answers.ts';
import { complaintAbout } from './complaint.ts';
import { DEFAULTS } from './default-answers.ts';
import { refuseUnsuitable } from './unsuitable-options.ts';

/** The operating systems to choose from, the newest of each family first. */
const SYSTEMS: readonly Choice<string>[] = IMAGE_FAMILIES.flatMap((family) =>
  systemsOf(family).toReversed(),
).map((os) => ({
  value: os,
  label: os === 'macos' ? `${osTitle(os)}, on dedicated hosts` : osTitle(os),
}));

const PROCESSORS: readonly Choice<string>[] = ARCHITECTURES.map((arch) => ({
  value: arch,
  label: arch === 'arm64' ? 'arm64 (Graviton)' : arch,
}));

const PURCHASES: readonly Choice<string>[] = [
  { value: '100', label: 'on demand: never interrupted' },
  { value: '0', label: 'spot: cheaper, may be interrupted' },
];

/** The safer choice is first. */
const registrations = (stackName: string, isIsolated: boolean): readonly Choice<string>[] => [
  {
    value: 'true',
    label: `by pre-signed URL: the agent type must take names from AWS STS, for your account and ${instanceRolePattern(stackName)}`,
  },
  {
    value: 'false',
    label: `by the token alone: ${isIsolated ? 'whoever has it can' : 'a job can read it and'} register agents anywhere`,
  },
];

/** The safer choice is first. */
const ISOLATIONS: readonly Choice<JobIsolation>[] = [
  { value: 'strict', label: `strict: jobs ${LOST_IN_STRICT_ISOLATION}` },
  {
    value: 'none',
    label: "none: a job has sudo and the instance role's permissions, and can read the registration token",
  },
];

export interface Interview {
  /** The answers that the options give. */
  readonly known: Answers;
  /** The answers of an interrupted run, and the values of the file to overwrite, to offer as defaults. */
  readonly earlier: Answers;
  /** The variable that names the region, if there is one. */
  readonly region: Environment;
  /** Keeps the answers so far for a later run. @returns whether they could be kept */
  readonly keep: (answers: Answers) => boolean;
}

/** Asks for the answers that the options do not give. Checks and keeps each answer as soon as it is given. @throws CancelledError if the user cancels, UsageError for an option that does not apply to the operating system */
export async function askAnswers(
  { known, earlier, region, keep }: Interview,
  shell: Shell,
): Promise<Answers> {
  if (known.os !== undefined) refuseUnsuitable(known, known.os);
  let answers: Answers = {};
  let isKept = false;
  const settle = async (name: AnswerName, answer: () => Promise<string | undefined>): Promise<string> => {
    const text = known[name] ?? (await answer());
    if (text === undefined) {
      throw new CancelledError(
        isKept
          ? 'no configuration was written. Your answers are kept, and the next run offers them'
          : 'nothing was written',
      );
    }
    answers = { ...answers, [name]: text.trim() };
    isKept = keep(answers);
    return text.trim();
  };
  /** Asks for a text. @param belongsTo - another question: the earlier answer is offered only if the answer to that question has not changed */
  const ask = (name: AnswerName, question: string, fallback?: string, belongsTo?: AnswerName) =>
    settle(name, () => {
      const check = (text: string) => complaintAbout(name, text, answers);
      const isSame = belongsTo === undefined || earlier[belongsTo] === answers[belongsTo];
      const initial = [isSame ? earlier[name] : undefined, fallback].find(
        (text) => text !== undefined && check(text) === undefined,
      );
      return shell.ask(question, { ...(initial !== undefined && { initial }), check });
    });
  const choose = (name: AnswerName, question: string, choices: readonly Choice<string>[]) =>
    settle(name, () => {
      const initial = choices.find(({ value }) => value === earlier[name]);
      return shell.choose(question, choices, initial?.value);
    });

  const stackName = await ask(
    'stackName',
    'Name of the fleet and its CloudFormation stack',
    DEFAULTS.stackName,
  );
  const chooseProtection = async (os: string) => {
    if (familyOf(os) === 'linux' || known.jobIsolation !== undefined) {
      await choose('jobIsolation', 'Job isolation', ISOLATIONS);
    }
    const name = 'usePreSignedUrl';
    const allowed = registrations(stackName, answers.jobIsolation === 'strict').filter(
      ({ value }) => complaintAbout(name, value, answers, region) === undefined,
    );
    await choose(name, 'How agents register', allowed);
  };

  await ask('organization', 'Semaphore organization, as in <name>.semaphoreci.com');
  const tokenParameter = DEFAULTS.tokenParameter(stackName);
  await ask('tokenParameter', "SSM parameter for the agent type's token", tokenParameter, 'stackName');
  const os = await choose('os', 'Operating system', SYSTEMS);
  refuseUnsuitable(known, os);
  await ask('maxSize', 'Maximum number of instances', DEFAULTS.maxSize);
  if (os === 'macos') {
    await ask('licenseArn', 'ARN of the License Manager configuration');
    await chooseProtection(os);
    return answers;
  }
  const ofType = known.instanceType === undefined ? undefined : architectureOf(known.instanceType);
  const arch = ofType ?? (isWindows(os) ? DEFAULTS.arch(os) : undefined);
  if (arch === undefined) await choose('arch', 'Processor', PROCESSORS);
  else await settle('arch', async () => arch);
  await ask('instanceType', 'Instance type', DEFAULTS.instanceType(answers.arch), 'arch');
  await choose('onDemandPercentage', 'Purchase', PURCHASES);
  await chooseProtection(os);
  return answers;
}
