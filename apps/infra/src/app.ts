import type { App } from 'aws-cdk-lib';
import type { FleetConfig } from '@agent-aws-stack/config';
import { constructIdOf } from '@agent-aws-stack/contract';
import { core } from './cdk.ts';
import { FEATURE_FLAGS } from './feature-flags.ts';
import { FleetStack } from './fleet-stack.ts';
import type { FleetStackProps } from './fleet-stack.ts';

export interface FleetAppProps extends Pick<FleetStackProps, 'env' | 'hostKeys' | 'bundles'> {
  readonly fleets: readonly FleetConfig[];
  readonly imageName: (instance: FleetConfig['instance']) => string;
  /** Saved results of lookups. @default - those that the CDK CLI passes */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /** Construct ids of the fleets to make stacks of. @default - all */
  readonly ids?: readonly string[] | undefined;
  /** Folder of the cloud assembly. @default - CDK_OUTDIR, else a temporary folder */
  readonly outdir?: string | undefined;
}

/** The CDK app: one stack per fleet. A single fleet's stack has the construct id of the JavaScript stack. */
export function fleetApp({ fleets, ids, imageName, context, outdir, ...shared }: FleetAppProps): App {
  const app = new core.App({ context: { ...FEATURE_FLAGS, ...context }, outdir });
  for (const fleet of fleets) {
    const id = constructIdOf(fleet.stackName, fleets.length);
    if (ids !== undefined && !ids.includes(id)) continue;
    new FleetStack(app, id, { fleet, imageName: () => imageName(fleet.instance), ...shared });
  }
  return app;
}
