import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';

export interface FakeParameter {
  type: 'String' | 'SecureString';
  value: string;
  version: number;
  keyId?: string;
}

/** A fake of SSM that holds these parameters; `answer` is for AwsServer.start. */
export class FakeParameters extends Map<string, FakeParameter> {
  readonly answer: AwsAnswer = ({ action, input }, reply) => {
    const name = String(input['Name']);
    const known = this.get(name);
    switch (action) {
      case 'DescribeParameters':
        return reply.ok({ Parameters: this.#describe(input) });
      case 'GetParameter':
        if (known === undefined) return reply.fail('ParameterNotFound', 'there is no such parameter');
        return reply.ok({ Parameter: { Name: name, Type: known.type, Value: known.value } });
      case 'PutParameter': {
        if (known !== undefined && input['Overwrite'] !== true) {
          return reply.fail('ParameterAlreadyExists', 'The parameter already exists.');
        }
        const version = (known?.version ?? 0) + 1;
        // Without a key, SSM uses the AWS managed key.
        const keyId = String(input['KeyId'] ?? 'alias/aws/ssm');
        this.set(name, { type: 'SecureString', value: String(input['Value']), version, keyId });
        return reply.ok({ Version: version });
      }
      default:
        return reply.fail('InvalidAction', `no such action: ${action}`);
    }
  };

  #describe(input: Readonly<Record<string, unknown>>) {
    const [filter] = input['ParameterFilters'] as readonly { readonly Values: readonly string[] }[];
    return [...this].flatMap(([Name, { type, version, keyId }]) =>
      filter?.Values.includes(Name) ? [{ Name, Type: type, Version: version, KeyId: keyId }] : [],
    );
  }
}
