import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { FakeRegion } from './fake-region.ts';

/** Answers GetCallerIdentity with user ops of account 111111111111, and passes other calls on. */
export const identified =
  (next: AwsAnswer): AwsAnswer =>
  (call, reply) =>
    call.action === 'GetCallerIdentity'
      ? reply.ok({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/ops' })
      : next(call, reply);

/** A fake account and region, ready for a deployment unless a test changes that. */
export class FakeSite {
  bootstrapVersion: string | undefined = '28';
  /** Names of token parameters that do not exist. */
  readonly missing = new Set<string>();
  /** The resources that fleets name. */
  readonly region = new FakeRegion();
  /** Actions that AWS denies. */
  readonly denied = new Set<string>();

  /** Answers calls about the site, and passes other calls on. */
  readonly around = (next: AwsAnswer): AwsAnswer =>
    identified((call, reply) => {
      const { action, input } = call;
      if (this.denied.has(action)) return reply.fail('AccessDenied', 'you may not', 403);
      if (action === 'GetParameter' && String(input['Name']).startsWith('/cdk-bootstrap/')) {
        return this.bootstrapVersion === undefined
          ? reply.fail('ParameterNotFound', 'there is no such parameter')
          : reply.ok({ Parameter: { Name: input['Name'], Type: 'String', Value: this.bootstrapVersion } });
      }
      if (action === 'DescribeParameters') {
        // SSM may return an empty page before the one with the parameters.
        if (input['NextToken'] === undefined) return reply.ok({ Parameters: [], NextToken: 'more' });
        const [filter] = input['ParameterFilters'] as readonly { readonly Values: readonly string[] }[];
        const found = (filter?.Values ?? []).filter((name) => !this.missing.has(name));
        return reply.ok({ Parameters: found.map((Name) => ({ Name, Type: 'SecureString', Version: 1 })) });
      }
      if (!this.region.answer(call, reply)) next(call, reply);
    });
}
