import type { BucketLimits } from './token-bucket.ts';

/**
 * GetParameter, GetParameters and GetParametersByPath together, for an account and region with the default throughput:
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html. AWS names the rate only; that a second's worth of calls may come at once
 * is an assumption.
 */
export const PARAMETER_STORE: BucketLimits = { capacity: 40, perSecond: 40 };

/** Instances that an account can launch in a region by default: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html (resource tokens of RunInstances). */
export const EC2_LAUNCHES: BucketLimits = { capacity: 1_000, perSecond: 2 };

/** A limit that Semaphore may set for an organization's registrations. An assumption: the open-source hub has no limit. */
export const REGISTRATIONS: BucketLimits = { capacity: 10, perSecond: 5 };
