import { describe, expect, it } from '@jest/globals';
import { cautionsIn, mistakesIn } from './mistakes.ts';
import { lookedUp } from './testing/context.ts';
import { OWN_VPC, PRIVATE_SUBNETS, PUBLIC_SUBNET } from './testing/fleet-case.ts';
import type { FleetCase } from './testing/fleet-case.ts';
import { appOf, inTemporaryFolder } from './testing/synthesize.ts';

const fleet = (parameters: FleetCase['parameters']): FleetCase => ({ name: 'network', parameters });

/** The errors and cautions that the CDK CLI would show, and the lookups that it would do. */
function assemble(each: FleetCase, context?: Record<string, unknown>) {
  return inTemporaryFolder((outdir) => {
    const assembly = appOf(each, { outdir, ...(context && { context }) }).synth();
    return {
      errors: mistakesIn(assembly),
      cautions: cautionsIn(assembly),
      missing: (assembly.manifest.missing ?? []).map(({ provider }) => provider),
    };
  });
}

describe('a mistake in the network', () => {
  it.each([
    [
      { VPC_ID: OWN_VPC, SUBNETS: `${PRIVATE_SUBNETS[0]},subnet-0f0f0f0f` },
      /^SEMAPHORE_AGENT_SUBNETS: subnet-0f0f0f0f not found in vpc-0a0a0a0a.*delete cdk\.context\.json/,
    ],
    [
      { VPC_ID: OWN_VPC, SUBNETS: PRIVATE_SUBNETS[0], AZS: 'us-east-1a,us-east-1b' },
      /^SEMAPHORE_AGENT_AZS: no subnet of SEMAPHORE_AGENT_SUBNETS is in us-east-1b$/,
    ],
    [{ AZS: 'us-east-1f' }, /^SEMAPHORE_AGENT_AZS: the default VPC vpc-0d0d0d0d has no subnet in us-east-1f/],
  ])('%j is reported with its key', (parameters, message) => {
    expect(assemble(fleet(parameters)).errors).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    [
      {},
      'filter.isDefault=true',
      /^SEMAPHORE_AGENT_VPC_ID: the default VPC vpc-0d0d0d0d has no subnet\. .*create-default-subnet/,
    ],
    [
      { VPC_ID: OWN_VPC, SUBNETS: PRIVATE_SUBNETS[0], USE_DYNAMIC_SCALING: 'false' },
      `filter.vpc-id=${OWN_VPC}`,
      /^SEMAPHORE_AGENT_SUBNETS: subnet-\S+ not found in vpc-0a0a0a0a, which has no subnet\./,
    ],
  ])('%j in a VPC without subnets is reported with its key and remedy', (parameters, key, message) => {
    const context = Object.fromEntries(
      Object.entries(lookedUp('us-east-1')).map(([name, value]) => [
        name,
        name.includes(key) ? { ...(value as object), subnetGroups: [] } : value,
      ]),
    );
    expect(assemble(fleet(parameters), context).errors).toEqual([expect.stringMatching(message)]);
  });

  it.each<[string, Record<string, string>, readonly RegExp[]]>([
    [
      'is reported as a caution',
      {},
      [
        /^SEMAPHORE_AGENT_SUBNETS: .* public subnet \(subnet-0b0b0b01\)\..*SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET=true/,
      ],
    ],
    ['is fine if the user allows it', { ALLOW_PUBLIC_SUBNET: 'true' }, []],
    ['is fine without a scaler', { USE_DYNAMIC_SCALING: 'false' }, []],
  ])('a public subnet %s', (_, settings, cautions) => {
    const parameters = { VPC_ID: OWN_VPC, SUBNETS: `${PRIVATE_SUBNETS[0]},${PUBLIC_SUBNET}`, ...settings };
    expect(assemble(fleet(parameters))).toMatchObject({
      errors: [],
      cautions: cautions.map((caution) => expect.stringMatching(caution)),
    });
  });
});

describe('a lookup', () => {
  it('is left to the CDK CLI, and no check is made on the dummy value', () => {
    const parameters = { VPC_ID: OWN_VPC, SUBNETS: PRIVATE_SUBNETS[0], AZS: 'us-east-1a', AMI: '' };
    expect(assemble(fleet(parameters), {})).toMatchObject({ errors: [], missing: ['vpc-provider', 'ami'] });
  });

  it.each([
    [
      'filter.isDefault=true',
      {},
      'Could not find any VPCs matching {}',
      /^SEMAPHORE_AGENT_VPC_ID: account 111111111111 has no default VPC in us-east-1\. .*create-default-vpc$/,
    ],
    [
      `filter.vpc-id=${OWN_VPC}`,
      { VPC_ID: OWN_VPC, SUBNETS: PRIVATE_SUBNETS[0] },
      'Could not find any VPCs matching {}',
      /^SEMAPHORE_AGENT_VPC_ID: account 111111111111 has no vpc-0a0a0a0a in us-east-1$/,
    ],
    [
      'filter.isDefault=true',
      {},
      'Need to perform AWS calls for account 111111111111, but no credentials have been configured',
      /^AWS credentials: needed to look up the default VPC of account 111111111111 in us-east-1\. Need to .* configured\. Sign in to AWS/,
    ],
    ...[
      'ExpiredToken: The provided token has expired.',
      'The security token included in the request is invalid',
      'Could not load credentials from any providers',
    ].map(
      (cause) =>
        [
          'ami:',
          { AMI: '' },
          cause,
          /^AWS credentials: needed to look up image semaphore-agent-v1\.0\.0-.* of account 111111111111 in us-east-1\. .*\. Sign in to AWS .* AWS_PROFILE$/,
        ] as const,
    ),
    [
      'ami:',
      { AMI: '' },
      'You are not authorized to perform this operation.',
      /^AWS: image semaphore-agent-v1\.0\.0-.* of account 111111111111 in us-east-1 could not be looked up\. You are not authorized to perform this operation\. Check the region/,
    ],
    [
      'ami:',
      { AMI: '' },
      'No AMI found that matched the search criteria',
      /^SEMAPHORE_AGENT_AMI: account 111111111111 has no image semaphore-agent-v1\.0\.0-.* in us-east-1\. Build it/,
    ],
  ])('of %s that fails is reported with its reason', (key, parameters, cause, message) => {
    const context = Object.fromEntries(
      Object.entries(lookedUp('us-east-1')).map(([name, value]) => [
        name,
        name.includes(key) ? { $providerError: cause } : value,
      ]),
    );
    expect(assemble(fleet(parameters), context).errors).toEqual([expect.stringMatching(message)]);
  });

  it('that fails hides no other failure', () => {
    const failed = Object.fromEntries(
      Object.keys(lookedUp('us-east-1')).map((name) => [
        name,
        { $providerError: 'Could not find any, no ami found' },
      ]),
    );
    expect(assemble(fleet({ AMI: '' }), failed).errors).toEqual([
      expect.stringMatching(/^SEMAPHORE_AGENT_VPC_ID: /),
      expect.stringMatching(/^SEMAPHORE_AGENT_AMI: /),
    ]);
  });
});
