import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSandboxFleet } from './fleet-parameters.ts';

const minimal = {
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 5,
};

async function read(content: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-fleet-'));
  try {
    const file = join(folder, 'fleet.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return await readSandboxFleet(file, 'localhost:8443');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('readSandboxFleet', () => {
  it('changes only the endpoint if the sandbox supports everything else', async () => {
    const { config, changes } = await read(minimal);
    expect(config.endpoint).toBe('localhost:8443');
    expect(changes).toEqual(["SEMAPHORE_ENDPOINT is the sandbox's own Semaphore API"]);
  });

  it.each<[Record<string, unknown>, string, object]>([
    [
      {
        SEMAPHORE_AGENT_VPC_ID: 'vpc-0123456789abcdef0',
        SEMAPHORE_AGENT_SUBNETS: ['subnet-0123456789abcdef0'],
      },
      'SEMAPHORE_AGENT_VPC_ID, SEMAPHORE_AGENT_SUBNETS are ignored: the emulator has only its default VPC',
      { network: { vpcId: undefined, subnetIds: [] } },
    ],
    [
      { SEMAPHORE_AGENT_AZS: 'eu-central-1a' },
      'SEMAPHORE_AGENT_AZS is ignored: the emulator has only its default VPC',
      { network: { availabilityZones: [] } },
    ],
    [
      { SEMAPHORE_AGENT_AMI: '' },
      'SEMAPHORE_AGENT_AMI is ami-0123456789abcdef0, because the emulator builds no images',
      { instance: { amiId: 'ami-0123456789abcdef0' } },
    ],
    [
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 300 },
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is 6 s, to shorten the run',
      { agent: { disconnectAfterIdleTimeoutSeconds: 6 } },
    ],
  ])('changes the settings %j, and reports the change', async (settings, change, expected) => {
    const { config, changes } = await read({ ...minimal, ...settings });
    expect(changes.slice(1)).toEqual([change]);
    expect(config).toMatchObject(expected);
  });

  it.each([
    ['a missing file', '/none.json', /the path of an existing file; there is no \/none\.json\. /],
    ['a folder', tmpdir(), /the path of a file; this is a folder\. /],
  ])('refuses %s, with a remedy', async (_what, file, problem) => {
    const reading = readSandboxFleet(file, 'localhost:8443');
    await expect(reading).rejects.toThrow(problem);
    await expect(reading).rejects.toThrow(
      /^--config: .*Without --config, the sandbox deploys its own fleet\.$/,
    );
  });

  it.each<[unknown, RegExp]>([
    ['{', /^ {2}\S+:1$[^]*valid JSON \(line 1/m],
    [
      {
        ...minimal,
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`,
      },
      /macOS fleet cannot run/,
    ],
    [{ ...minimal, SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false }, /the sandbox needs a fleet with a scaler/],
    [{ fleets: [minimal, { ...minimal, SEMAPHORE_AGENT_STACK_NAME: 'b' }] }, /has 2/],
  ])('refuses %j', (content, message) => expect(read(content)).rejects.toThrow(message));
});
