/** A stack event, from one line of the CDK CLI's progress output. */
export interface StackEvent {
  readonly stack: string;
  /** The number of finished resources. */
  readonly done: number;
  /** The number of all resources; 0 if the line does not have it. */
  readonly total: number;
  /** e.g. CREATE_COMPLETE */
  readonly status: string;
  /** e.g. AWS::Lambda::Function */
  readonly resourceType: string;
  readonly logicalId: string;
}

const pattern =
  /^(?<stack>\S+) \|\s*(?<done>\d+)(?:\/(?<total>\d+))? \| .+? \| (?<status>[A-Z_]+)\s*\| (?<type>\S+)\s*\| (?<id>\S+)/;

/** Parses a line of `cdk deploy --progress events`. Returns undefined if it is not a stack event. */
export function parseStackEvent(line: string): StackEvent | undefined {
  const groups = pattern.exec(line.trim())?.groups;
  if (!groups) return undefined;
  const { stack = '', done, total, status = '', type = '', id = '' } = groups;
  return { stack, done: Number(done), total: Number(total ?? 0), status, resourceType: type, logicalId: id };
}
