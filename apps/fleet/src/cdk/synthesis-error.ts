import { UserError } from '../cli/errors.ts';

/** The error for the mistakes that a user must correct before templates can be made. @param mistakes - sentences, most of which begin with a parameter: `SEMAPHORE_AGENT_AMI: …` */
export function synthesisError(mistakes: readonly string[]): UserError {
  const distinct = [...new Set(mistakes)];
  const [, key, problem] = /^(SEMAPHORE_\w+): ([^]*)$/.exec(distinct[0] ?? '') ?? [];
  if (distinct.length === 1 && key !== undefined && problem !== undefined) return new UserError(key, problem);
  return new UserError('configuration', ['no templates can be made:', ...distinct].join('\n'));
}
