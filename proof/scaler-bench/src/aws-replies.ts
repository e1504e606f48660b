import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';

/** Never answers. */
export const hang = () => undefined;
export const throttle = (reply: AwsReply) => reply.fail('ThrottlingException', 'Rate exceeded');
export const deny = (reply: AwsReply) => reply.fail('AccessDenied', 'not authorized', 403);
