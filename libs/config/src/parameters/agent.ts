import { JOB_ISOLATIONS } from '@agent-aws-stack/contract';
import { managedPolicy } from '../kinds/arns.ts';
import { bucketName, bucketOwner } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { list } from '../kinds/list.ts';
import { projectId } from '../kinds/project-id.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const agentParameters = {
  disconnectAfterJob: defaulted('SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB', {
    kind: boolean,
    default: true,
    help: 'Whether the instance is terminated after one job, so that each job gets a fresh machine.',
    example: false,
  }),
  afterJob: defaulted('SEMAPHORE_AGENT_AFTER_JOB', {
    kind: choice(['replace', 'shrink']),
    default: 'replace',
    help: 'What happens to the desired capacity when an instance terminates after its job. replace: the group launches another instance, which waits for the next job. shrink: the desired capacity drops by one, never below the minimum size; the scaler raises it again when there are jobs.',
    example: 'shrink',
  }),
  disconnectAfterIdleTimeoutSeconds: defaulted('SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT', {
    kind: integer({ min: 0, unit: 'seconds' }),
    default: 300,
    help: 'Seconds an agent waits for a job before its instance is terminated; 0 means forever.',
    example: 900,
  }),
  interruptionGracePeriodSeconds: defaulted('SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD', {
    // EC2 forces an instance to stop if its shutdown takes longer than a few minutes.
    kind: integer({ min: 0, max: 600, unit: 'seconds' }),
    default: 0,
    help: 'Seconds a running job may continue after its agent learns that the instance is being shut down; 0 stops the job at once. On spot, use at most 90: EC2 reclaims the instance two minutes after its notice, and the agent needs the remaining time to shut down.',
    example: 90,
  }),
  usePreSignedUrl: defaulted('SEMAPHORE_AGENT_USE_PRE_SIGNED_URL', {
    kind: boolean,
    default: false,
    help: 'Whether the agent registers with a pre-signed sts:GetCallerIdentity URL as its name, so that Semaphore can verify the role of its instance. Not available in China or GovCloud.',
    example: true,
  }),
  logStreamName: defaulted('SEMAPHORE_AGENT_LOG_STREAM_NAME', {
    kind: choice(['instance', 'stack/instance']),
    default: 'instance',
    help: "The names of the instances' log streams. instance: the instance id; instances may then write to every stream of the log groups /semaphore/…, which all fleets of the account share. stack/instance: stack name, slash, instance id; instances may then write to the streams of their own fleet only. Needs an image of this version or newer: older images write to streams of the first kind, so their logs would be lost.",
    example: 'stack/instance',
  }),
  cacheBucketName: optional('SEMAPHORE_AGENT_CACHE_BUCKET_NAME', {
    kind: bucketName,
    help: "The S3 bucket of the jobs' cache. Instances get permission to read, write, delete and list its objects, and Semaphore's cache command uses it. Not set: the cache command has no storage on these agents.",
    example: 'acme-semaphore-cache',
  }),
  cacheBucketOwner: optional('SEMAPHORE_AGENT_CACHE_BUCKET_OWNER', {
    kind: bucketOwner,
    help: 'The account that must own the cache bucket: self for the account of the fleet, or the id of another account. Instances then have no access to a bucket of that name in any other account. Not set: any account may own it. Has no effect without SEMAPHORE_AGENT_CACHE_BUCKET_NAME.',
    example: 'self',
  }),
  cacheProjectIds: defaulted('SEMAPHORE_AGENT_CACHE_PROJECT_IDS', {
    kind: list(projectId),
    default: [],
    help: "The ids of the Semaphore projects whose cache instances may use, at most 25. Semaphore's cache command stores the objects of each project under its id, so instances have no access to the cache of other projects in the bucket. Not set: instances may use the whole bucket.",
    example: ['0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
  }),
  jobIsolation: defaulted('SEMAPHORE_AGENT_JOB_ISOLATION', {
    kind: choice(JOB_ISOLATIONS),
    default: 'none',
    help: "How jobs are separated from the instance that runs them. none: a job has sudo, the machine's Docker daemon and the instance's role. strict, on Linux only: it has none of these, and cannot read the registration token; its AWS permissions come from a role of its own. docs/security.md has the details and lists what jobs lose.",
    example: 'strict',
  }),
  jobManagedPolicies: defaulted('SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES', {
    kind: list(managedPolicy),
    default: [],
    help: "Managed policies to attach to the jobs' own role. They require strict job isolation. Give policies of your account by name or ARN, and policies of AWS by ARN.",
    example: ['ci-deploy', 'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'],
  }),
};
