import type { Duration } from 'aws-cdk-lib';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** Settings of the agents, which run the jobs. */
export interface AgentSettings {
  /**
   * Whether an agent runs one job and its instance is then terminated, so that each job gets a fresh machine.
   * @default true
   */
  readonly disconnectAfterJob?: boolean | undefined;
  /**
   * What happens to the capacity when an instance goes away after its job. `replace`: the group launches another instance,
   * which waits for the next job. `shrink`: the desired capacity drops by one, never below the minimum size, and the
   * scaler raises it again when jobs need it.
   * @default replace
   */
  readonly afterJob?: 'replace' | 'shrink' | undefined;
  /**
   * How long an agent waits for a job before its instance is terminated. Zero means forever.
   * @default Duration.seconds(300)
   */
  readonly disconnectAfterIdleTimeout?: Duration | undefined;
  /**
   * How long a running job may continue after its agent learns that the instance is being shut down. Zero stops the job at
   * once. On spot, use at most 90 seconds: EC2 reclaims the instance two minutes after its notice.
   * @default Duration.seconds(0)
   */
  readonly interruptionGracePeriod?: Duration | undefined;
  /**
   * Whether the agent registers with a pre-signed sts:GetCallerIdentity URL as its name, which lets Semaphore verify the
   * role it runs under. Not available in China or GovCloud.
   * @default false
   */
  readonly usePreSignedUrl?: boolean | undefined;
  /**
   * The names of the instances' log streams. `instance`: the instance id; instances may then write to every stream of the
   * log groups /semaphore/…, which all fleets of the account share. `stack/instance`: fleet name, slash, instance id; instances
   * may then write to the streams of their own fleet only. Images older than this version then lose their logs.
   * @default instance
   */
  readonly logStreamName?: 'instance' | 'stack/instance' | undefined;
  /**
   * The S3 bucket of the jobs' cache. Jobs may read, write, delete and list its objects, and the cache command is
   * configured to use it.
   * @default - the cache command has no storage
   */
  readonly cacheBucketName?: string | undefined;
  /**
   * The account that must own the cache bucket: `self` for the account of the stack, or an account id. Instances have no
   * access to a bucket of that name in any other account.
   * @default - any account may own it
   */
  readonly cacheBucketOwner?: string | undefined;
  /**
   * The ids of the Semaphore projects whose objects in the cache bucket jobs may use, at most 25.
   * @default - all objects
   */
  readonly cacheProjectIds?: readonly string[] | undefined;
  /**
   * How jobs are separated from the instance that runs them. `none`: a job has sudo, the machine's Docker daemon and the
   * instance's role. `strict`, on Linux only: it has none of these and cannot read the registration token; its AWS permissions
   * come from `AgentFleet.jobRole`. Requires an image of this version.
   * @default none
   */
  readonly jobIsolation?: 'none' | 'strict' | undefined;
  /**
   * Managed policies to attach to the jobs' own role. They require strict isolation.
   * @default - none
   */
  readonly jobManagedPolicies?: readonly IManagedPolicy[] | undefined;
}
