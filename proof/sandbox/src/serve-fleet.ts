/**
 * Deploys one fleet with the real CDK CLI into a new region. The fleet's simulated instances start no agents, because the
 * caller of this program (image-proof) acts as one of these instances.
 *
 *     node proof/sandbox/src/serve-fleet.ts prepare            installs what it needs from the network
 *     node proof/sandbox/src/serve-fleet.ts '<parameters>'     the fleet's parameters as JSON; needs no network
 *
 * Once the fleet is deployed, this program prints one line of JSON (DeployedFleet). Then it does what each line of standard input says, and
 * answers with a line of JSON:
 * - `state` changes nothing.
 * - `job <shell command>` queues a job.
 * - `isolation none <seconds>` turns off job isolation in the config parameter, and sets the idle timeout to these seconds; 0 turns it off.
 *   `isolation strict <seconds>` turns job isolation on again, so it needs a fleet that was deployed with strict isolation.
 * - `names agent` makes agents choose their own names; `names sts` makes them get their names from AWS STS. Both change the config parameter
 *   and the agent type in Semaphore, and turn off the idle timeout.
 * - `session <name>` is answered with credentials of the instances' role. The answer to all other lines is the FleetState.
 *
 * Each `isolation` and `names` line changes the config parameter as it was deployed, not as the line before left it. When standard input ends,
 * this program removes everything.
 */
import { createInterface } from 'node:readline';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import {
  configParameterName,
  instanceRolePattern,
  LOGICAL_IDS,
  readAgentDocument,
  writeAgentDocument,
  type AgentDocument,
} from '@agent-aws-stack/contract';
import { accountId, clientConfiguration } from './emulator/account.ts';
import { ensurePythonEnvironment } from './emulator/python-environment.ts';
import type { InstanceView } from './fleet/instance/instance.ts';
import { Region } from './region.ts';
import type { JobRecord } from './semaphore/job.ts';
import { prepareContextOf, type ScenarioContext } from './scenario/context.ts';
import { bootstrapAccount, deployFleet, storeToken } from './scenario/deployment.ts';
import { stackResource } from './scenario/stack-resources.ts';

/** What the caller needs to act as an instance. */
export interface DeployedFleet {
  readonly region: string;
  /** URLs of the emulated services. */
  readonly urls: Readonly<Record<'ssm' | 'autoscaling' | 'sts' | 'logs' | 's3' | 'lambda', string>>;
  /** The CA certificate of these services and of the Semaphore API, in PEM. */
  readonly ca: string;
  /** The host of the Semaphore API. */
  readonly endpoint: string;
  readonly configParameter: string;
  readonly groupName: string;
  readonly instanceId: string;
  /** The role of the instances, and credentials for it in the form of the metadata service. */
  readonly role: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** The current state of the fleet and of its Semaphore organization. */
export interface FleetState {
  readonly jobs: readonly JobRecord[];
  readonly agents: readonly string[];
  readonly instances: readonly Pick<InstanceView, 'id' | 'state' | 'healthStatus' | 'history'>[];
  readonly desired: number;
}

const say = (text: string): void => console.error(text);
/** A boot that takes longer than any run, so that no simulated instance starts an agent. */
const NEVER_BOOTS_MS = 24 * 60 * 60 * 1000;
const POLL_MS = 100;

const argument = process.argv[2];
if (argument === undefined) throw new Error('usage: serve-fleet.ts prepare | <parameters as JSON>');
if (argument === 'prepare') await ensurePythonEnvironment(say);
else await serveFleet(argument);

async function serveFleet(parameters: string): Promise<void> {
  const token = 'Registration-token-of-the-sandbox';
  const region = await Region.start({
    say,
    registrationToken: token,
    pace: { launchDelayMs: 200, bootMs: NEVER_BOOTS_MS, syncAfterMs: 500 },
  });
  try {
    const context = await prepareContextOf(region, parameters, { say });
    await storeToken(region, context.fleet.config.token.parameterName, token);
    await bootstrapAccount(context);
    await createCacheBucket(context);
    await deployFleet(context);
    console.log(JSON.stringify(await describeFleet(context)));
    const change = await documentSwitch(context);
    const { physicalId: role } = await instanceRole(context);
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.startsWith('job ')) region.semaphore.enqueue(1, { durationMs: 0, commands: [line.slice(4)] });
      if (line.startsWith('isolation ')) await change(isolated(line.slice(10)));
      if (line.startsWith('names ')) await changeNames(context, line.slice(6), change);
      const answer = line.startsWith('session ')
        ? await sessionOf(context, role, line.slice(8))
        : await fleetState(region);
      console.log(JSON.stringify(answer));
    }
  } finally {
    await region.stop();
  }
}

/** Creates the bucket for the jobs' cache, if the fleet has one. */
async function createCacheBucket({ region, fleet }: ScenarioContext): Promise<void> {
  const { cacheBucketName } = fleet.config.agent;
  if (cacheBucketName === undefined) return;
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: cacheBucketName } };
  const TemplateBody = JSON.stringify({ Resources: { bucket } });
  await region.clients.cloudFormation.send(new CreateStackCommand({ StackName: 'cache', TemplateBody }));
}

async function describeFleet(context: ScenarioContext): Promise<DeployedFleet> {
  const { region, fleet } = context;
  const { stackName } = fleet.config;
  const { address } = region;
  const instance = await firstInstance(region, fleet.config.group.launchTimeoutSeconds > 0);
  const role = await instanceRole(context);
  return {
    region: address.region,
    urls: {
      ...{ ssm: address.url, sts: address.url, logs: address.url, s3: address.url, lambda: address.url },
      autoscaling: address.autoScalingUrl,
    },
    ca: address.ca,
    endpoint: region.semaphore.endpoint,
    configParameter: configParameterName(stackName),
    groupName: instance.groupName,
    instanceId: instance.id,
    role: role.physicalId,
    credentials: await sessionOf(context, role.physicalId, 'instance'),
  };
}

function instanceRole({ region, fleet }: ScenarioContext): ReturnType<typeof stackResource> {
  return stackResource(region.clients.cloudFormation, fleet.config.stackName, LOGICAL_IDS.instanceRole);
}

/** Credentials of a role in the form of the metadata service. */
async function sessionOf(
  { region }: ScenarioContext,
  role: string,
  RoleSessionName: string,
): Promise<Readonly<Record<string, string>>> {
  const sts = new STSClient(clientConfiguration(region.address));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${role}`, RoleSessionName }),
  );
  sts.destroy();
  return {
    Code: 'Success',
    Type: 'AWS-HMAC',
    LastUpdated: new Date().toISOString(),
    AccessKeyId: Credentials?.AccessKeyId ?? '',
    SecretAccessKey: Credentials?.SecretAccessKey ?? '',
    Token: Credentials?.SessionToken ?? '',
    Expiration: Credentials?.Expiration?.toISOString() ?? '',
  };
}

type DocumentChange = (document: AgentDocument) => AgentDocument;

/** @param wanted - `<none|strict> <seconds of the idle timeout>` */
function isolated(wanted: string): DocumentChange {
  const [isolation, idleTimeout] = wanted.split(' ');
  return (document) => ({
    ...document,
    ...(isolation !== 'strict' && { jobIsolation: 'none' }),
    disconnectAfterIdleTimeout: Number(idleTimeout),
  });
}

/** Changes who names the agents, in the fleet's configuration and in Semaphore. */
async function changeNames(
  { region, fleet }: ScenarioContext,
  origin: string,
  change: (change: DocumentChange) => Promise<void>,
): Promise<void> {
  const usePreSignedURL = origin === 'sts';
  const rolePatterns = instanceRolePattern(fleet.config.stackName);
  region.semaphore.setAgentType({
    names: usePreSignedURL ? { from: 'aws-sts', account: accountId, rolePatterns } : { from: 'agent' },
  });
  await change((document) => ({ ...document, usePreSignedURL }));
}

/** Returns a function that applies a change to the config parameter as it was deployed. The idle timeout is off unless the change sets one. */
async function documentSwitch({
  region,
  fleet,
}: ScenarioContext): Promise<(change: DocumentChange) => Promise<void>> {
  const { ssm } = region.clients;
  const Name = configParameterName(fleet.config.stackName);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  const deployed = readAgentDocument(Parameter?.Value ?? '');
  return async (change) => {
    // Turn off the idle timeout, because most tests decide themselves when an agent exits.
    const Value = writeAgentDocument(change({ ...deployed, disconnectAfterIdleTimeout: 0 }));
    await ssm.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
  };
}

/** The first instance that has not reported its launch; in a fleet without a launch timeout, the first one in service. */
async function firstInstance(region: Region, reportsLaunch: boolean): Promise<InstanceView> {
  for (;;) {
    const instances = region.fleet.instances();
    const inService = instances.find(({ state }) => state === 'in-service');
    const wanted = reportsLaunch
      ? instances.find(({ lifecycleState }) => lifecycleState === 'Pending:Wait')
      : inService;
    if (wanted !== undefined) return wanted;
    // With a launch timeout, an instance that is already in service was launched before the group had its lifecycle hook. It has nothing to
    // report, so end it; its replacement will wait to report.
    if (inService !== undefined) region.fleet.powerOff(inService.id);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function fleetState(region: Region): Promise<FleetState> {
  const [group] = await region.fleet.groups();
  return {
    jobs: region.semaphore.jobs(),
    agents: region.semaphore.agentRecords().map(({ name }) => name),
    instances: region.fleet.instances().map(({ id, state, healthStatus, history }) => {
      return { id, state, healthStatus, history };
    }),
    desired: group?.desired ?? -1,
  };
}
