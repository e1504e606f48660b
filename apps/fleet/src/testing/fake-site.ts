import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { FakeRegion } from './fake-region.ts';

/** Adds to what AWS answers who asks: user ops of account 111111111111. */
export const identified =
  (otherwise: AwsAnswer): AwsAnswer =>
  (call, reply) =>
    call.action === 'GetCallerIdentity'
      ? reply.ok({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/ops' })
      : otherwise(call, reply);

/** An account and region as a deployment finds them; ready for fleets until it is made otherwise. */
export class FakeSite {
  bootstrapVersion: string | undefined = '28';
  /** Parameters of tokens that are not there. */
  readonly missing = new Set<string>();
  /** What fleets name by id. */
  readonly region = new FakeRegion();
  /** Actions that are refused. */
  readonly denied = new Set<string>();

  /** Answers what is asked of the site; of all else another. */
  readonly around = (otherwise: AwsAnswer): AwsAnswer =>
    identified((call, reply) => {
      const { action, input } = call;
      if (this.denied.has(action)) return reply.fail('AccessDenied', 'you may not', 403);
      if (action === 'GetParameter' && String(input['Name']).startsWith('/cdk-bootstrap/')) {
        return this.bootstrapVersion === undefined
          ? reply.fail('ParameterNotFound', 'there is no such parameter')
          : reply.ok({ Parameter: { Name: input['Name'], Type: 'String', Value: this.bootstrapVersion } });
      }
      if (action === 'DescribeParameters') {
        // As SSM may: nothing at first, and more to come.
        if (input['NextToken'] === undefined) return reply.ok({ Parameters: [], NextToken: 'more' });
        const [filter] = input['ParameterFilters'] as readonly { readonly Values: readonly string[] }[];
        const found = (filter?.Values ?? []).filter((name) => !this.missing.has(name));
        return reply.ok({ Parameters: found.map((Name) => ({ Name, Type: 'SecureString', Version: 1 })) });
      }
      if (!this.region.answer(call, reply)) otherwise(call, reply);
    });
}
