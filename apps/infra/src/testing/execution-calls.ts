import type { ContextValues } from '@agent-aws-stack/iam-evaluator';
import { allows, type PolicyCase } from '@agent-aws-stack/iam-evaluator/testing';
import { CLOUDFORMATION_ACTIONS } from './cloudformation-actions.ts';
import { ACCOUNT } from './fleet-case.ts';
import { physicalArn } from './physical-arn.ts';
import type { Resource, TemplateReader } from './template-reader.ts';

export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/agent-aws-stack-permissions-boundary`;

/** Condition keys of all calls of CloudFormation's role. */
export const CALLER: ContextValues = { 'aws:PrincipalAccount': ACCOUNT };

/** The calls with which CloudFormation creates, changes and deletes the resources of a fleet whose roles have the boundary. */
export function callsFor(fleet: string, { resources }: TemplateReader): readonly PolicyCase[] {
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const actions = CLOUDFORMATION_ACTIONS[resource.Type];
    if (!actions) throw new RangeError(`${resource.Type} has no reviewed list of actions`);
    const arn = physicalArn(fleet, logicalId, resource);
    return actions.flatMap((action) =>
      contextsOf(action, logicalId, resource).flatMap((context) =>
        allows(action, arn, { ...CALLER, ...context }),
      ),
    );
  });
}

/** The condition keys with which CloudFormation may make a call. */
function contextsOf(
  action: string,
  logicalId: string,
  { Type, Properties }: Resource,
): readonly ContextValues[] {
  // CloudFormation adds these tags to security groups.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
  const systemTags = {
    'aws:ResourceTag/aws:cloudformation:logical-id': logicalId,
    'aws:ResourceTag/aws:cloudformation:stack-name': 'any',
  };
  switch (Type) {
    case 'AWS::EC2::SecurityGroup':
      // CloudFormation sets the rules of a new group before its tags: https://github.com/aws/aws-cdk/issues/13204
      return action === 'ec2:DeleteTags' ? [systemTags] : [systemTags, {}];
    case 'AWS::EC2::LaunchTemplate':
      // CloudFormation adds no tags to launch templates, and cannot change the tags with which a template was created (decision 0040).
      return action === 'ec2:CreateLaunchTemplate' ? [{}] : [ownTags(Properties)];
    case 'AWS::IAM::Policy':
      return [{ 'iam:PermissionsBoundary': BOUNDARY }];
    case 'AWS::IAM::Role':
      return roleContexts(action, JSON.stringify(Properties));
    default:
      return [{}];
  }
}

/** The condition keys for the tags that a template gives its launch template. */
function ownTags({ TagSpecifications }: Resource['Properties']): ContextValues {
  const specifications = TagSpecifications as readonly {
    readonly ResourceType: string;
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  }[];
  const own = specifications.find(({ ResourceType }) => ResourceType === 'launch-template');
  return Object.fromEntries((own?.Tags ?? []).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
}

function roleContexts(action: string, properties: string): readonly ContextValues[] {
  const boundary = { 'iam:PermissionsBoundary': BOUNDARY };
  if (action === 'iam:AttachRolePolicy')
    return [`arn:aws:iam::${ACCOUNT}:policy/ci-tools`, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'].map(
      (policy) => ({ ...boundary, 'iam:PolicyARN': policy }),
    );
  if (action !== 'iam:PassRole') return [boundary];
  // A role that no service may assume is passed to no service.
  const service = /"Service":"([^"]+)"/.exec(properties)?.[1];
  return service === undefined ? [] : [{ 'iam:PassedToService': service }];
}
