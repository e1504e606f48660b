import type { FunctionState as LambdaFunction } from '@agent-aws-stack/aws-clients/lambda';

export type { Alarm } from '@agent-aws-stack/aws-clients/cloudwatch';
export type { Rule } from '@agent-aws-stack/aws-clients/events';

/** One of the fleet's Lambdas. */
export type FunctionState = Omit<LambdaFunction, 'codeSha256' | 'lastUpdateReason'>;

/** What CloudWatch has about the scaler, over the last quarter of an hour, or since its stack was created. */
export interface ScalerSamples {
  /** When it last told the demand. */
  readonly lastPublishedAt: Date | undefined;
  readonly failedPolls: number;
  /** Invocations that failed as a whole. */
  readonly errors: number;
  readonly throttles: number;
}
