import { bucketName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const agentParameters = {
  SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: defaulted(
    boolean,
    true,
    'An agent runs one job, then its instance is terminated, so that each job finds a fresh machine.',
    false,
  ),
  SEMAPHORE_AGENT_AFTER_JOB: defaulted(
    choice(['replace', 'shrink']),
    'replace',
    "What becomes of an instance's place when its agent has ended after a job. replace: the group launches a successor, which waits for the next job. shrink: the capacity goes down with the instance, never below the minimum size, and the scaler raises it again when there are jobs.",
    'shrink',
  ),
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: defaulted(
    integer({ min: 0, unit: 'seconds' }),
    300,
    'Seconds an agent waits for a job before its instance is terminated; 0 means it waits for ever.',
    900,
  ),
  SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: defaulted(
    // EC2 cuts the power of an instance that takes longer than some minutes to shut down.
    integer({ min: 0, max: 600, unit: 'seconds' }),
    0,
    'Seconds a running job may go on after its agent has been told that the instance goes; 0 stops it at once. A spot instance is gone two minutes after its notice, so 90 is as much as is of use there: the agent needs the rest to end.',
    90,
  ),
  SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: defaulted(
    boolean,
    false,
    'The agent registers with a pre-signed sts:GetCallerIdentity URL as its name, by which Semaphore knows the role it runs under. Only in regions of the partition aws, so not in China or GovCloud.',
    true,
  ),
  SEMAPHORE_AGENT_CACHE_BUCKET_NAME: optional(
    bucketName,
    "An S3 bucket for the jobs' cache: instances may read, write, delete and list its objects, and agents get the variables that make the cache command use it. Not set: the cache command has no storage on these agents.",
    'acme-semaphore-cache',
  ),
};
