import {
  ARCHITECTURES,
  familyProperties,
  IMAGE_FAMILIES,
  isWindows,
  NEWEST_UBUNTU,
  osTitle,
  systemsOf,
  type Arch,
  type Os,
} from '@agent-aws-stack/contract';
import { CancelledError } from '../../cli/errors.ts';
import type { AskOptions, Choice, Shell } from '../../cli/shell.ts';
import type { InitAnswers } from './starting-file.ts';

/** The operating systems to choose from, the newest of each family first. */
const SYSTEMS: readonly Choice<Os>[] = IMAGE_FAMILIES.flatMap((family) => systemsOf(family).toReversed()).map(
  (os) => ({ value: os, label: os === 'macos' ? `${osTitle(os)}, on dedicated hosts` : osTitle(os) }),
);

const PROCESSORS: readonly Choice<Arch>[] = ARCHITECTURES.map((arch) => ({
  value: arch,
  label: arch === 'arm64' ? 'arm64 (Graviton)' : arch,
}));

const PURCHASES: readonly Choice<'demand' | 'spot'>[] = [
  { value: 'demand', label: 'on demand: never interrupted' },
  { value: 'spot', label: 'spot: cheaper, may be interrupted' },
];

/** The answers that the options give. */
export type Known = Partial<InitAnswers>;

const DEFAULTS = { stackName: 'semaphore-agents', maxSize: 10 } as const;

const defaultTokenParameter = (stackName: string): string => `/semaphore/${stackName}-token`;
const defaultArch = (os: Os): Arch => familyProperties(os).architectures[0];
const defaultInstanceType = (arch: InitAnswers['arch']): string =>
  arch === 'arm64' ? 'm7g.large' : 'm7i.large';

/** Asks for the answers that the options do not give. @throws CancelledError if the user cancels */
export async function askAnswers(known: Known, shell: Shell): Promise<InitAnswers> {
  const ask = async (question: string, options: AskOptions) => orCancel(await shell.ask(question, options));
  const choose = async <T extends string>(question: string, choices: readonly Choice<T>[]) =>
    orCancel(await shell.choose(question, choices));

  const stackName =
    known.stackName ?? (await ask('Name of the fleet and its CloudFormation stack', stackNameOptions));
  const organization =
    known.organization ?? (await ask('Semaphore organization, as in <name>.semaphoreci.com', required));
  const parameter = { initial: defaultTokenParameter(stackName) };
  const tokenParameter =
    known.tokenParameter ?? (await ask("SSM parameter for the agent type's token", parameter));
  const os = known.os ?? (await choose('Operating system', SYSTEMS));
  const maxSize = known.maxSize ?? Number(await ask('Maximum number of instances', sizeOptions));
  const common = { stackName, organization, tokenParameter, os, maxSize };
  if (os === 'macos') {
    const licenseArn = known.licenseArn ?? (await ask('ARN of the License Manager configuration', required));
    return { ...common, arch: defaultArch(os), instanceType: '', spot: false, licenseArn };
  }
  const arch = known.arch ?? (isWindows(os) ? defaultArch(os) : await choose('Processor', PROCESSORS));
  const type = { initial: defaultInstanceType(arch) };
  const instanceType = known.instanceType ?? (await ask('Instance type', type));
  const spot = known.spot ?? (await choose('Purchase', PURCHASES)) === 'spot';
  return { ...common, arch, instanceType, spot, licenseArn: undefined };
}

/** The answers that the options give, and defaults for the others. */
export function defaultAnswers(known: Known & Pick<InitAnswers, 'organization'>): InitAnswers {
  const stackName = known.stackName ?? DEFAULTS.stackName;
  const os = known.os ?? NEWEST_UBUNTU;
  const arch = known.arch ?? defaultArch(os);
  return {
    stackName,
    tokenParameter: defaultTokenParameter(stackName),
    os,
    arch,
    instanceType: defaultInstanceType(arch),
    maxSize: DEFAULTS.maxSize,
    spot: false,
    licenseArn: undefined,
    ...known,
  };
}

function orCancel<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancelledError('nothing was written');
  return answer;
}

const required: AskOptions = { check: (text) => (text.trim() === '' ? 'Required.' : undefined) };

const stackNameOptions: AskOptions = {
  initial: DEFAULTS.stackName,
  check: (text) =>
    /^[A-Za-z][A-Za-z0-9-]*$/.test(text) ? undefined : 'A letter, then letters, digits and hyphens.',
};

const sizeOptions: AskOptions = {
  initial: String(DEFAULTS.maxSize),
  check: (text) => (/^[1-9]\d*$/.test(text) ? undefined : 'A whole number, at least 1.'),
};
