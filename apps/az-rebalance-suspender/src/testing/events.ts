export const RESPONSE_URL = 'https://bucket.s3.example/key?X-Amz-Signature=secret';
export const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/fleet/1f2e';

/** An event of CloudFormation, with some fields replaced. */
export function event(type: 'Create' | 'Update' | 'Delete', fields: Record<string, unknown> = {}) {
  return {
    RequestType: type,
    ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:suspender',
    ResponseURL: RESPONSE_URL,
    StackId: STACK_ID,
    RequestId: '9d1c',
    LogicalResourceId: 'azRebalance',
    ResourceType: 'AWS::CloudFormation::CustomResource',
    ...(type === 'Create' ? {} : { PhysicalResourceId: 'existing-id' }),
    ResourceProperties: {
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:suspender',
      AutoScalingGroupName: 'fleet-group',
    },
    ...fields,
  };
}
