import { complaintsOf, ConfigurationError, loadFleets } from '@agent-aws-stack/config';
import { ASKED, parametersOf, type AnswerName, type Answers } from './answers.ts';

/**
 * What is wrong with an answer, by the rules of the configuration: its own form, and how it goes with the answers before it. Undefined if
 * nothing is.
 */
export function complaintAbout(name: AnswerName, answer: string, before: Answers): string | undefined {
  const complaint =
    complaintsOf(ASKED[name], answer)[0] ?? conflictOf(name, { ...before, [name]: answer.trim() });
  if (complaint === undefined) return undefined;
  const { expected, suggestion } = complaint;
  return `Expected ${expected}.${suggestion === undefined ? '' : ` Try: ${suggestion}`}`;
}

function conflictOf(name: AnswerName, answers: Answers) {
  try {
    loadFleets({ env: parametersOf(answers), readFile: () => '' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // The others are about parameters that are still to be asked for.
    return error.problems.find(({ key }) => key === ASKED[name]);
  }
}
