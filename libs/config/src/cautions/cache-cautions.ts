import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

const { cacheBucketOwner, cacheProjectIds } = parameters.agent;

/** Cautions about who can read and change the jobs' cache. */
export const cacheCautions: readonly FindCautions[] = [
  ({ agent }) =>
    when(agent.cacheBucketName !== undefined && agent.cacheBucketOwner === undefined, {
      parameter: cacheBucketOwner,
      effect: `is not set, so instances use a bucket named ${agent.cacheBucketName} in any account: if the bucket is deleted, someone else can create one with that name, and then read and change the cache`,
      remedy: 'Set self, or the id of the account that owns the bucket',
    }),
  ({ agent }) =>
    when(agent.cacheBucketName === undefined && agent.cacheProjectIds.length > 0, {
      parameter: cacheProjectIds,
      effect: 'has no effect without SEMAPHORE_AGENT_CACHE_BUCKET_NAME',
      remedy: 'Name the bucket, or remove this',
    }),
];
