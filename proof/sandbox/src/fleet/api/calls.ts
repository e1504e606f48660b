/** A recorded call to AWS, and its result. */
export interface ApiCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The service, named as in IAM actions (`autoscaling:SetDesiredCapacity`). */
  readonly service: 'autoscaling' | 'ssm';
  readonly action: string;
  /** The name of the caller's role or user; see Caller.name. `unknown` if the caller could not be identified. */
  readonly role: string;
  readonly principalArn: string | undefined;
  /** The ARN of a group, the names of parameters with spaces between them, or `*`. */
  readonly resource: string;
  /** Denied means that the caller has no permission, or that its credentials are not valid. */
  readonly verdict: 'allowed' | 'denied';
  /** The error code of the reply; undefined if the call succeeded. */
  readonly error: string | undefined;
}
