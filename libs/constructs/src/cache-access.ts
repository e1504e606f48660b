import type { Policy } from 'aws-cdk-lib/aws-iam';
import { acceptWildcard } from './accepted-findings.ts';
import { core, iam } from './cdk.ts';

/** The part of a cache bucket that a role may use. */
export interface CacheAccess {
  readonly bucketName: string;
  /** The account that must own the bucket; `self` is the stack's account. Undefined: any account may own it. */
  readonly bucketOwner: string | undefined;
  /** The Semaphore projects whose objects the role may use. Empty: all objects. */
  readonly projectIds: readonly string[];
}

/**
 * Lets a role list, read, write and delete cached objects. Semaphore's cache command separates projects by their ids: it stores
 * objects as `<project id>/<key>` and lists them with the prefix `<project id>`.
 * https://github.com/semaphoreci/toolbox/blob/master/cache-cli/pkg/storage/s3_list.go
 */
export function allowCache(policy: Policy, { bucketName, bucketOwner, projectIds }: CacheAccess): void {
  const stack = core.Stack.of(policy);
  const bucket = `arn:${stack.partition}:s3:::${bucketName}`;
  const objects =
    projectIds.length === 0 ? [`${bucket}/*`] : projectIds.map((project) => `${bucket}/${project}/*`);
  const owner = bucketOwner === 'self' ? stack.account : bucketOwner;
  const ownedBy = owner === undefined ? {} : { StringEquals: { 'aws:ResourceAccount': owner } };
  // When a role lists objects, S3 compares these patterns with the prefix that the role lists. When a role reads an object that does
  // not exist, S3 compares them with the object's key: only if one matches does S3 reply that the object does not exist. The cache
  // command needs this reply. https://github.com/ceph/ceph/pull/68577
  const listed =
    projectIds.length === 0 ? {} : { StringLike: { 's3:prefix': projectIds.map((id) => `${id}*`) } };
  policy.addStatements(
    new iam.PolicyStatement({
      sid: 'UseCache',
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: objects,
      conditions: ownedBy,
    }),
    new iam.PolicyStatement({
      sid: 'ListCache',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { ...ownedBy, ...listed },
    }),
  );
  for (const pattern of objects) {
    acceptWildcard(policy, pattern, 'Jobs choose the keys of the objects that they cache.');
  }
}
