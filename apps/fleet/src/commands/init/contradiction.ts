import type { ConfigurationError, Problem } from '@agent-aws-stack/config';
import { UsageError } from '../../cli/errors.ts';
import { nameOf, OPTIONS, type AnswerName, type Answers } from './answers.ts';

/**
 * The error for answers that contradict each other. It names an option, because the user has no file yet whose lines it could name. Only the first
 * problem, as for single values. The given error if no option sets the parameters that it is about.
 */
export function contradictionOf(error: ConfigurationError, known: Answers): UsageError | ConfigurationError {
  const problem = error.problems.find(({ key }) => nameOf(key) !== undefined);
  const name = problem && nameOf(problem.key);
  if (problem === undefined || name === undefined) return error;
  const { expected, suggestion } = inOptions(problem, name);
  return new UsageError(
    OPTIONS[chosenBy(name, known)],
    `expected ${expected}; nothing was written`,
    suggestion === undefined ? undefined : `Try ${suggestion}`,
    { cause: error },
  );
}

/** An architecture that no option names comes from the instance type. */
const chosenBy = (name: AnswerName, { arch, instanceType }: Answers): AnswerName =>
  name === 'arch' && arch === undefined && instanceType !== undefined ? 'instanceType' : name;

/** A problem in terms of options instead of parameters: `--arch arm64` instead of `SEMAPHORE_AGENT_ARCH=arm64`. */
function inOptions({ expected, suggestion }: Problem, name: AnswerName) {
  // The only option that has its own word for the parameter's value.
  const own = name === 'usePreSignedUrl' ? expected.replace(/^false\b/, 'token') : expected;
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
