import type { Paste } from '../cli/paste.ts';
import type { FunctionState } from '../observe/facts.ts';
import { failure, ok } from './finding.ts';
import type { Judgement } from './finding.ts';

/** Whether a Lambda can run at all. @param what for the reader */
export function judgeFunction(what: string, state: FunctionState | undefined, paste: Paste): Judgement {
  if (state === undefined) return failure(`${what} is gone`, `Put it back: ${paste('deploy')}`);
  const { name, stateReason, lastUpdate, reservedConcurrency } = state;
  if (reservedConcurrency === 0)
    return failure(
      `${name} may not run: its reserved concurrency is 0`,
      paste(`aws lambda delete-function-concurrency --function-name ${name}`),
    );
  if (state.state === 'Failed')
    return failure(
      `${name} failed: ${stateReason ?? 'no reason given'}`,
      `Set that right, then: ${paste('deploy')}`,
    );
  return lastUpdate === 'Failed'
    ? failure(`the last update of ${name} failed`, `Deploy again: ${paste('deploy')}`)
    : ok(name);
}
