import type { Stack as StackReply } from '@aws-sdk/client-cloudformation';

/** A deployed stack, without its resources. */
export interface Stack {
  readonly name: string;
  /** CloudFormation's value, e.g. `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly statusReason: string | undefined;
  readonly description: string | undefined;
  /** CloudFormation's value, e.g. `IN_SYNC`. `NOT_CHECKED` before the first drift detection. */
  readonly drift: string;
  readonly roleArn: string | undefined;
  /** Whether CloudFormation refuses to delete it. */
  readonly isTerminationProtected: boolean;
  readonly createdAt: Date;
  /** When the stack was last updated or, if it never was, created. */
  readonly deployedAt: Date;
}

/** What a stack was deployed with, apart from its template. */
export interface StackInputs {
  /** Values by name. CloudFormation shows the value of a NoEcho parameter as asterisks. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  /** e.g. `AWS::Lambda::Function` */
  readonly type: string;
  /** The resource's name or id in its AWS service. */
  readonly physicalId: string;
}

export const toStack = (name: string, reply: StackReply): Stack => ({
  name,
  status: reply.StackStatus ?? 'unknown',
  statusReason: reply.StackStatusReason || undefined,
  description: reply.Description || undefined,
  drift: reply.DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED',
  roleArn: reply.RoleARN,
  isTerminationProtected: reply.EnableTerminationProtection ?? false,
  createdAt: reply.CreationTime ?? new Date(0),
  deployedAt: reply.LastUpdatedTime ?? reply.CreationTime ?? new Date(0),
});

export const toStackInputs = ({ Parameters = [], Tags = [] }: StackReply): StackInputs => ({
  parameters: Object.fromEntries(
    Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  ),
  tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
});
