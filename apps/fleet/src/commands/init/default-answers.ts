import {
  architectureOf,
  familyOf,
  familyProperties,
  NEWEST_UBUNTU,
  type Os,
} from '@agent-aws-stack/contract';
import { applies, namesOf, type AnswerName, type Answers } from './answers.ts';

/** What `init` suggests. */
export const DEFAULTS = {
  stackName: 'semaphore-agents',
  maxSize: '10',
  tokenParameter: (stackName: string): string => `/semaphore/${stackName}-token`,
  arch: (os: string): string => familyProperties(os as Os).architectures[0],
  instanceType: (arch: string | undefined): string => (arch === 'arm64' ? 'm7g.large' : 'm7i.large'),
} as const;

/** The answers that the options give, and defaults for the others. */
export function defaultAnswers(known: Answers): Answers {
  const { stackName = DEFAULTS.stackName, os = NEWEST_UBUNTU, instanceType } = known;
  const tokenParameter = DEFAULTS.tokenParameter(stackName);
  // Agents register with pre-signed URLs only after a setting in Semaphore. A script cannot be asked whether that was made.
  const common = { stackName, tokenParameter, os, maxSize: DEFAULTS.maxSize, usePreSignedUrl: 'false' };
  if (os === 'macos') return { ...common, ...known };
  const arch =
    known.arch ??
    (instanceType === undefined ? undefined : architectureOf(instanceType)) ??
    DEFAULTS.arch(os);
  // Strict isolation fails jobs that use sudo. A script cannot be asked whether there are such jobs.
  const isolation = familyOf(os) === 'linux' && { jobIsolation: 'none' };
  return { ...common, ...isolation, arch, instanceType: DEFAULTS.instanceType(arch), ...known };
}

/**
 * The answers that the options give and, for the others, the answers in an earlier file. An earlier answer is dropped if it depends on one that
 * an option changes: for example, another operating system makes the earlier instance type useless.
 */
export function withEarlier(known: Answers, earlier: Answers): Answers {
  const isSame = (name: AnswerName): boolean => known[name] === undefined || known[name] === earlier[name];
  const { tokenParameter, arch, instanceType, jobIsolation, ...others } = earlier;
  const os = known.os ?? earlier.os;
  const kept: Answers = {
    ...others,
    ...(isSame('stackName') && { tokenParameter }),
    ...(isSame('os') && isSame('instanceType') && { arch }),
    ...(isSame('os') && isSame('arch') && { instanceType }),
    ...((os === undefined || familyOf(os) === 'linux') && { jobIsolation }),
    ...known,
  };
  const names = namesOf(kept).filter((name) => kept[name] !== undefined && applies(name, os));
  return Object.fromEntries(names.map((name) => [name, kept[name]]));
}
