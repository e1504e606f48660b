/** A call to AWS by someone in the region, and how it went. */
export interface ApiCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As IAM names it. */
  readonly service: 'autoscaling' | 'ssm';
  readonly action: string;
  /** The caller's role (or user); `root` for the account's own credentials, `unknown` when nobody could be told. */
  readonly role: string;
  readonly principalArn: string | undefined;
  /** A group's ARN, a parameter's name, or `*`. */
  readonly resource: string;
  /** Denied: refused for lack of rights, or for credentials that are not valid. */
  readonly verdict: 'allowed' | 'denied';
  /** The code of the error that was answered, also when it was for another reason. */
  readonly error: string | undefined;
}
