/** Not an event of a CloudFormation custom resource as this function serves it: names the fields at fault. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super(`The custom resource's event is not valid in ${fields.join(', ')}`);
    this.fields = fields;
  }
}

/** The function's own time is nearly over. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';

  constructor(task: string, limitMs: number) {
    super(`${task}: not done within ${Math.round(limitMs)} ms`);
  }
}

/** CloudFormation does not have its answer. Names the host only: the rest of a presigned address is a secret. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly host: string;

  constructor(host: string, attempts: number, problem: string, options?: ErrorOptions) {
    super(`CloudFormation's answer did not reach ${host} in ${attempts} attempts: ${problem}`, options);
    this.host = host;
  }
}
