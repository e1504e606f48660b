import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Environment, Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { core, ec2 } from '../cdk.ts';
import type { AgentFleetProps } from '../props/agent-fleet-props.ts';

// The CDK's check of each template takes longer than the rest of the synthesis.
process.env['CDK_VALIDATION'] ??= 'false';

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

export type Resources = Readonly<Record<string, Resource>>;

/** The fewest props with which a fleet needs no lookup. */
export const MINIMAL: AgentFleetProps = {
  endpoint: 'acme.semaphoreci.com',
  token: { parameterName: '/ci/token' },
  instance: { machineImage: ec2.MachineImage.genericLinux({ 'us-east-1': 'ami-0123456789abcdef0' }) },
  network: { vpcAttributes: { vpcId: 'vpc-0a0a0a0a', subnetIds: ['subnet-0a0a0a01'] } },
};

export interface Synthesis {
  readonly assembly: CloudAssembly;
  /** Resources of the stack `ci`. */
  readonly resources: Resources;
}

/** Synthesizes an app with a stack `ci`. `bundles` are the Lambdas' stub bundles. */
export function synthesize(
  build: (stack: Stack, bundles: AgentFleetProps['bundles'], app: App) => void,
  env: Environment = { account: '111111111111', region: 'us-east-1' },
): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'constructs-test-'));
  try {
    const bundles = (lambda: string): string => {
      const bundle = join(folder, lambda);
      mkdirSync(bundle, { recursive: true });
      writeFileSync(join(bundle, 'index.mjs'), `export const handler = '${lambda}';\n`);
      return bundle;
    };
    const app = new core.App({ outdir: join(folder, 'assembly') });
    const stack = new core.Stack(app, 'Stack', { stackName: 'ci', env });
    build(stack, bundles, app);
    const assembly = app.synth();
    const { Resources: resources } = assembly.getStackByName('ci').template as { Resources: Resources };
    return { assembly, resources };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
