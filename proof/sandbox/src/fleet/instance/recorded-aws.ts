import type { Clock } from '../../clock.ts';
import type { ApiCall } from '../api/calls.ts';
import type { OwnAws } from './own-aws.ts';

/**
 * Records the calls that an instance sends directly to the emulator.
 * Its calls to Auto Scaling are recorded by the simulator's endpoint.
 */
export function recordedAws(
  aws: OwnAws,
  roleArn: string,
  clock: Pick<Clock, 'now'>,
  onCall: (call: ApiCall) => void,
): OwnAws {
  return {
    ...aws,
    async getParameter(name) {
      const record = (error: string | undefined) =>
        onCall({
          at: clock.now(),
          service: 'ssm',
          action: 'GetParameter',
          role: roleArn.split('/').at(-1) ?? roleArn,
          principalArn: roleArn,
          resource: name,
          verdict: error?.startsWith('AccessDenied') === true ? 'denied' : 'allowed',
          error,
        });
      try {
        const value = await aws.getParameter(name);
        record(undefined);
        return value;
      } catch (error) {
        record(error instanceof Error ? error.name : 'UnknownError');
        throw error;
      }
    },
  };
}
