import * as z from 'zod';
import {
  readAgentDocument,
  readStartParameters,
  type AgentDocument,
  type BootStep,
} from '@agent-aws-stack/contract';
import type { Random } from '../../random.ts';
import type { LaunchTemplate } from '../region/region.ts';
import type { InstanceAws } from './instance-aws.ts';
import { configParameterName } from './user-data.ts';

/** The start script could not start the agent. The message names the step that failed, and the reason. */
export class BootError extends Error {
  override readonly name = 'BootError';
  constructor(step: string, cause: unknown) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The result of the start script: what the agent needs to register. */
export interface AgentSetup {
  readonly configParameter: string;
  /** Requests to SSM. */
  readonly ssmCalls: number;
  readonly config: AgentDocument;
  readonly token: string;
  /** The agent's name: `<instance id>__<random>`, or a pre-signed URL of sts:GetCallerIdentity. */
  readonly name: string;
}

const hostKeysSchema = z.array(z.string().min(1)).min(1);
const urlLifetimeSeconds = 15 * 60;

/**
 * Does what the image's start script does: reads the config parameter, GitHub's host keys and the token, with one call if the user
 * data names all three, and chooses the agent's name. Throws BootError.
 * @param end - called at the end of each step; may wait
 */
export async function boot(
  instanceId: string,
  template: LaunchTemplate,
  aws: Pick<InstanceAws, 'getParameter' | 'getParameters' | 'callerIdentityUrl'>,
  random: Random,
  end: (step: BootStep) => Promise<void> = () => Promise.resolve(),
): Promise<AgentSetup> {
  const parameter = await step('user data', () => configParameterName(template.userData));
  await end('identity');
  let ssmCalls = 0;
  const counted: Pick<InstanceAws, 'getParameter' | 'getParameters'> = {
    getParameter: (name) => (ssmCalls++, aws.getParameter(name)),
    getParameters: (names) => (ssmCalls++, aws.getParameters(names)),
  };
  const known = await readTogether(template.userData, parameter, counted);
  const read = async (name: string) => known.get(name) ?? counted.getParameter(name);
  const config = await step(`config parameter ${parameter}`, async () =>
    readAgentDocument(await read(parameter)),
  );
  await step(`SSH keys parameter ${config.sshKeysParameterName}`, async () =>
    hostKeysSchema.parse(JSON.parse(await read(config.sshKeysParameterName))),
  );
  const token = await step(`token parameter ${config.agentTokenParameterName}`, async () =>
    z
      .string()
      .min(1)
      .parse(await read(config.agentTokenParameterName)),
  );
  await end('parameters');
  const name = config.usePreSignedURL
    ? await step('pre-signed URL', () => aws.callerIdentityUrl(urlLifetimeSeconds))
    : agentName(instanceId, random);
  await end('configuration');
  return { configParameter: parameter, config, token, name, ssmCalls };
}

/** The values of the parameters that the user data names, by name. Empty if it names none or if AWS refuses the call. */
async function readTogether(
  userData: string,
  parameter: string,
  aws: Pick<InstanceAws, 'getParameters'>,
): Promise<ReadonlyMap<string, string>> {
  const names = readStartParameters(userData, parameter);
  if (names === undefined) return new Map();
  try {
    return await aws.getParameters([parameter, names.hostKeys, names.token]);
  } catch {
    return new Map();
  }
}

/** A name that is unique in the organization. */
export function agentName(instanceId: string, random: Random): string {
  return `${instanceId}__${random.hex(8)}`;
}

async function step<Result>(name: string, run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new BootError(name, error);
  }
}
