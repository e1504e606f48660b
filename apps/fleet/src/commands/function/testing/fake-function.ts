import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { createHash } from 'node:crypto';

/** The name of the fake function. */
export const FUNCTION = 'dev-scalerLambdaEE0B7FDF-1A2B3C';
/** The path of its actions in Lambda's API. */
export const PATH = `/2015-03-31/functions/${FUNCTION}`;

/** A fake of CloudFormation and Lambda with the stack `dev` and its scaler. */
export class FakeFunction {
  /** The stack's status; undefined if it does not exist. */
  stackStatus: string | undefined = 'UPDATE_COMPLETE';
  /** Physical ids of the stack's resources, by logical id. */
  ids: Readonly<Record<string, string>> = { scalerLambdaEE0B7FDF: FUNCTION };
  /** The update statuses that GetFunction returns, in order; the last one repeats. */
  updates: { status: string; reason?: string }[] = [{ status: 'Successful' }];
  /** The uploaded code; undefined if nothing was uploaded. */
  zip: Uint8Array | undefined;
  /** The error code with which Lambda refuses an upload. @default - accepts it */
  refusal: string | undefined;

  readonly answer: AwsAnswer = ({ action, input }, reply) => {
    switch (action) {
      case 'DescribeStacks':
        if (this.stackStatus === undefined)
          return reply.fail('ValidationError', 'Stack with id dev does not exist');
        return reply.ok({ Stacks: [{ StackName: 'dev', StackStatus: this.stackStatus }] });
      case 'DescribeStackResource': {
        const PhysicalResourceId = this.ids[String(input['LogicalResourceId'])];
        if (!PhysicalResourceId)
          return reply.fail('ValidationError', 'Resource x does not exist for stack dev');
        return reply.ok({ StackResourceDetail: { PhysicalResourceId } });
      }
      case `GET ${PATH}`: {
        const [{ status: LastUpdateStatus = 'Successful', reason } = {}] = this.updates;
        if (this.updates.length > 1) this.updates.shift();
        const CodeSha256 = this.zip ? createHash('sha256').update(this.zip).digest('base64') : 'old';
        return reply.ok({
          Configuration: { State: 'Active', LastUpdateStatus, LastUpdateStatusReason: reason, CodeSha256 },
        });
      }
      case `PUT ${PATH}/code`:
        if (this.refusal !== undefined) return reply.fail(this.refusal, 'refused', 409);
        this.zip = Buffer.from((JSON.parse(String(input['body'])) as { ZipFile: string }).ZipFile, 'base64');
        return reply.ok({});
      default:
        return reply.fail('ResourceNotFoundException', action, 404);
    }
  };
}
