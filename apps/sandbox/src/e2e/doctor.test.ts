import { join } from 'node:path';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { workspaceRoot } from '../paths.ts';
import type { StoryContext } from '../story/context.ts';
import { deployFleet, storeToken } from '../story/deployment.ts';
import { stackResource } from '../story/stack-resources.ts';
import { askScaler, sendWave } from '../story/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

interface Finding {
  readonly name: string;
  readonly verdict: string;
  readonly unknown?: true;
}

/** What the emulator cannot answer, and an alarm topic, which this fleet has none of. */
const ALWAYS = ['alarms-told', 'instance-type-offered', 'quota-on-demand'];

/** The operator's command line as it is typed, against a fleet deployed for real. */
describe('fleet', () => {
  let context: StoryContext;

  beforeAll(async () => {
    context = await bootstrappedRegion();
    await deployFleet(context);
    await askScaler(context);
    await sendWave(context, { jobs: 2, jobMs: 500 });
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  const fleet = (...args: string[]) =>
    execa(process.execPath, [join(workspaceRoot, 'apps/fleet/src/main.ts'), ...args], {
      // Nx forces colours upon its tasks; here the text is read.
      env: { ...context.region.variables, ...context.fleet.variables, FORCE_COLOR: '0' },
      reject: false,
    });

  /** Names of the checks that are not content. */
  async function troubles(verdict?: string): Promise<readonly string[]> {
    const { stdout } = await fleet('doctor', '--json');
    const [{ findings }] = JSON.parse(stdout) as [{ findings: readonly Finding[] }];
    return findings
      .filter((finding) => (verdict === undefined ? finding.verdict !== 'ok' : finding.verdict === verdict))
      .map(({ name }) => name)
      .sort();
  }

  it('doctor finds a fresh fleet well', async () => {
    // The scaler was asked by hand; what it publishes after a minute is not there yet.
    expect((await troubles()).filter((name) => name !== 'scaler-alive')).toEqual(ALWAYS);
  });

  it('doctor notices a rule that was disabled, and fails', async () => {
    const { clients } = context.region;
    const { stackName } = context.fleet.config;
    const { physicalId: Name } = await stackResource(clients.cloudFormation, stackName, 'scalerRule7E4F6830');
    await clients.events.send(new DisableRuleCommand({ Name }));
    expect(await troubles('failure')).toContain('scaler-schedule');
    expect((await fleet('doctor')).exitCode).toBe(1);
    await clients.events.send(new EnableRuleCommand({ Name }));
    expect(await troubles('failure')).not.toContain('scaler-schedule');
  });

  it('doctor notices a token that is gone, and one that Semaphore does not know', async () => {
    const { region } = context;
    const Name = context.fleet.config.token.parameterName;
    await region.clients.ssm.send(new DeleteParameterCommand({ Name }));
    expect(await troubles('failure')).toContain('token-readable');
    await storeToken(region, Name, 'another-token');
    expect(await troubles('failure')).toContain('token-accepted');
    await storeToken(region, Name, 'e2e-registration-token');
    expect((await troubles('failure')).filter((name) => name.startsWith('token'))).toEqual([]);
  });

  it('status shows the fleet on one screen', async () => {
    const { stdout, exitCode } = await fleet('status');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^e2e-fleet {2}CREATE_COMPLETE/);
    expect(stdout).toMatch(/^capacity .* from 0 to 6$/m);
    expect(stdout).not.toContain('not known');
  });

  it('logs shows what the scaler decided', async () => {
    await context.expectations.eventually(
      'a raise in the log',
      async () => {
        const { stdout } = await fleet('logs', '--since', '10m');
        return { held: /raised 0 → \d of 6 \(demand/.test(stdout), seen: stdout };
      },
      // Its lines appear when its invocation ends.
      { withinMs: 120_000 },
    );
  });
});
