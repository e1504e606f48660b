import { bucketName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const agentParameters = {
  SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: defaulted(
    boolean,
    true,
    'An agent runs one job, then its instance is terminated, so that each job finds a fresh machine.',
    false,
  ),
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: defaulted(
    integer({ min: 0, unit: 'seconds' }),
    300,
    'Seconds an agent waits for a job before its instance is terminated; 0 means it waits for ever.',
    900,
  ),
  SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: defaulted(
    boolean,
    false,
    'The agent registers with a pre-signed sts:GetCallerIdentity URL as its name, by which Semaphore knows the role it runs under.',
    true,
  ),
  SEMAPHORE_AGENT_CACHE_BUCKET_NAME: optional(
    bucketName,
    "An S3 bucket for the jobs' cache: instances may read, write, delete and list its objects, and agents get the variables that make the cache command use it.",
    'acme-semaphore-cache',
  ),
};
