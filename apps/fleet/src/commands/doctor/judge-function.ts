import type { FullCommand } from '../../cli/full-command.ts';
import type { FunctionState } from '../../observe/facts.ts';
import { failure, ok, type CheckResult } from './finding.ts';

/** Judges whether a Lambda exists and can run. @param description what a finding calls the Lambda, for example `the scaler` */
export function judgeFunction(
  description: string,
  state: FunctionState | undefined,
  fullCommand: FullCommand,
): CheckResult {
  if (state === undefined) return failure(`${description} is gone`, `Restore it: ${fullCommand('deploy')}`);
  const { name, stateReason, lastUpdate, reservedConcurrency } = state;
  if (reservedConcurrency === 0)
    return failure(
      `${name} cannot run: its reserved concurrency is 0`,
      fullCommand(`aws lambda delete-function-concurrency --function-name ${name}`),
    );
  if (state.state === 'Failed')
    return failure(
      `${name} failed: ${stateReason ?? 'no reason given'}`,
      `Fix the cause, then: ${fullCommand('deploy')}`,
    );
  return lastUpdate === 'Failed'
    ? failure(`the last update of ${name} failed`, `Deploy again: ${fullCommand('deploy')}`)
    : ok(name);
}
