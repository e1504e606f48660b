import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import type { Account } from './account.ts';
import * as access from './actions/access.ts';
import type { Action } from './actions/action.ts';
import * as images from './actions/images.ts';
import * as instances from './actions/instances.ts';
import { Ec2Error } from './ec2-error.ts';
import { nestInput } from './input.ts';

const ACTIONS: Readonly<Record<string, Action>> = { ...access, ...images, ...instances };

/** The actions that the endpoint supports. */
export const EC2_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** A handler of AwsServer that implements EC2's API for an account. */
export function ec2Endpoint(account: Account): AwsAnswer {
  return (call, reply) => {
    const action = ACTIONS[call.action];
    if (action === undefined) {
      reply.fail('InvalidAction', `The action ${call.action} is not valid`);
      return;
    }
    action(account, nestInput(call.input)).then(
      (output) => reply.ok(output),
      (error: unknown) => {
        if (error instanceof Ec2Error) reply.fail(error.code, error.message);
        else reply.fail('InternalError', String(error), 500);
      },
    );
  };
}
