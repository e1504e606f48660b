/** An error reply of the Auto Scaling API, with AWS's error code and wording. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const groupNotFound = (name: string) =>
  validationError(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);

export const instanceNotFound = (id: string) =>
  validationError(`Instance Id not found - No managed instance found for instance ID ${id}`);

export const activityInProgress = (activityId: string) =>
  new AwsError('ScalingActivityInProgress', `Activity ${activityId} is in progress and blocks this action`);

/** A decision of IAM that denies a call. */
export type Denial = 'implicitDeny' | 'explicitDeny';

export function accessDenied(
  principalArn: string,
  action: string,
  resource: string,
  denial: Denial,
): AwsError {
  const reason =
    denial === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  return new AwsError('AccessDenied', message, 403);
}
