/**
 * CloudFormation gives this tag to the instances of the groups that it creates:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
export const STACK_TAG = 'aws:cloudformation:stack-name';
