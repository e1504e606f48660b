import type { Clock } from '../../clock.ts';
import type { ApiCall } from '../api/calls.ts';
import type { OwnAws } from './own-aws.ts';

/**
 * Tells of the calls that an instance makes to the emulator itself.
 * Those to Auto Scaling are told by the endpoint, which sees them.
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
      const tell = (error: string | undefined) =>
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
        tell(undefined);
        return value;
      } catch (error) {
        tell(error instanceof Error ? error.name : 'UnknownError');
        throw error;
      }
    },
  };
}
