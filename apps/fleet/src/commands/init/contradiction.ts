import type { ConfigurationError, Problem } from '@agent-aws-stack/config';
import { ARCHITECTURES } from '@agent-aws-stack/contract';
import { UsageError } from '../../cli/errors.ts';
import { nameOf, OPTIONS, type AnswerName, type Answers } from './answers.ts';

/**
 * The error for answers that contradict each other. It names an option instead of a line, because the file is not written yet, and reports only
 * the first problem, as for single values. Returns `error` unchanged if it has a problem that no option sets.
 */
export function contradictionOf(error: ConfigurationError, known: Answers): UsageError | ConfigurationError {
  const names = error.problems.map(({ key }) => nameOf(key));
  const [problem, [name]] = [error.problems[0], names];
  if (problem === undefined || name === undefined || names.includes(undefined)) return error;
  const option = chosenBy(name, known);
  const { expected, suggestion } = inOptions(problem, option);
  return new UsageError(
    OPTIONS[option],
    `expected ${expected}; nothing was written`,
    suggestion === undefined ? undefined : `Try ${suggestion}`,
    { cause: error },
  );
}

/** If --arch was not given, the architecture came from --instance-type. */
const chosenBy = (name: AnswerName, { arch, instanceType }: Answers): AnswerName =>
  name === 'arch' && arch === undefined && instanceType !== undefined ? 'instanceType' : name;

/** A problem in terms of options instead of parameters: `--arch arm64` instead of `SEMAPHORE_AGENT_ARCH=arm64`. */
function inOptions({ expected, suggestion }: Problem, name: AnswerName) {
  const own = inValuesOf(name, expected);
  return {
    expected: withOptions(own),
    suggestion: suggestion === undefined ? undefined : withOptions(suggestion),
  };
}

const withOptions = (text: string): string =>
  text.replaceAll(/\b(SEMAPHORE_\w+)(=?)/g, (whole, key: string, equals: string) => {
    const name = nameOf(key);
    return name === undefined ? whole : `${OPTIONS[name]}${equals && ' '}`;
  });

/** What is expected, in the words of the option's values. */
function inValuesOf(name: AnswerName, expected: string): string {
  // --registration is the only option whose values differ from the parameter's.
  if (name === 'usePreSignedUrl') return expected.replace(/^false\b/, 'token');
  // `chosenBy` has put the type in place of its architecture.
  const isArchitecture = ARCHITECTURES.some((arch) => expected.startsWith(arch));
  if (name === 'instanceType' && isArchitecture) return `a type of architecture ${expected}`;
  return expected;
}
