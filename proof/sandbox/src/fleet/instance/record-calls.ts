import type { Clock } from '../../clock.ts';
import type { ApiCall } from '../api/calls.ts';
import type { InstanceAws } from './instance-aws.ts';

/**
 * Wraps an instance's AWS client, so that its calls to SSM are recorded. The simulator's endpoint records the calls to Auto Scaling. Calls to
 * CloudWatch Logs are not recorded.
 */
export function recordCalls(
  aws: InstanceAws,
  roleArn: string,
  clock: Pick<Clock, 'now'>,
  onCall: (call: ApiCall) => void,
): InstanceAws {
  async function recorded<Result>(
    action: string,
    names: readonly string[],
    call: () => Promise<Result>,
  ): Promise<Result> {
    const record = (error: string | undefined) =>
      onCall({
        at: clock.now(),
        service: 'ssm',
        action,
        role: roleArn.split('/').at(-1) ?? roleArn,
        principalArn: roleArn,
        resource: names.join(' '),
        verdict: error?.startsWith('AccessDenied') === true ? 'denied' : 'allowed',
        error,
      });
    try {
      const value = await call();
      record(undefined);
      return value;
    } catch (error) {
      record(error instanceof Error ? error.name : 'UnknownError');
      throw error;
    }
  }
  return {
    ...aws,
    getParameter: (name) => recorded('GetParameter', [name], () => aws.getParameter(name)),
    getParameters: (names) => recorded('GetParameters', names, () => aws.getParameters(names)),
    getWrittenParameter: (name) => recorded('GetParameter', [name], () => aws.getWrittenParameter(name)),
  };
}
