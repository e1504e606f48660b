/** An error response of EC2. */
export class Ec2Error extends Error {
  override readonly name = 'Ec2Error';
  /** EC2's code, e.g. `InvalidAMIID.NotFound`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
