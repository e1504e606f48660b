import { complaintsOf, ConfigurationError, loadFleets, type Environment } from '@agent-aws-stack/config';
import { ASKED, parametersOf, type AnswerName, type Answers } from './answers.ts';

/**
 * What is wrong with an answer by the rules of the configuration: it has the wrong form, or contradicts earlier answers. Undefined if nothing is
 * wrong.
 * @param region - the variable that names the region, for the rules that depend on it
 */
export function complaintAbout(
  name: AnswerName,
  answer: string,
  before: Answers,
  region: Environment = {},
): string | undefined {
  if (name === 'maxSize' && Number(answer) === 0) {
    return 'Expected at least 1: with 0, the fleet never starts an agent.';
  }
  const complaint =
    complaintsOf(ASKED[name], answer)[0] ?? conflictOf(name, { ...before, [name]: answer.trim() }, region);
  if (complaint === undefined) return undefined;
  const { expected, suggestion } = complaint;
  return `Expected ${expected}.${suggestion === undefined ? '' : ` Try: ${suggestion}`}`;
}

function conflictOf(name: AnswerName, answers: Answers, region: Environment) {
  try {
    loadFleets({ env: { ...region, ...parametersOf(answers) }, readFile: () => '' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // Other problems are about other parameters, for example those that have not been asked for yet.
    return error.problems.find(({ key }) => key === ASKED[name]);
  }
}
