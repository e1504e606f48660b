import { describe, expect, it } from '@jest/globals';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { validateCommand } from './command.ts';

async function validate(content: unknown, ...args: string[]) {
  using file = fleetFile(content);
  return await runFleet(validateCommand, ['validate', '--config', file.path, ...args]);
}

const broken = {
  fleets: [
    fleetParameters('linux', {
      SEMAPHORE_AGENT_OS: 'ubuntu',
      SEMAPHORE_AGENT_AMI: '',
      SEMAPHORE_AGENT_ASG_MAX_SIZE: -1,
    }),
    fleetParameters('mac', { SEMAPHORE_AGENT_OS: 'macos' }),
    fleetParameters('windows', { SEMAPHORE_AGENT_OS: 'windows', SEMAPHORE_AGENT_INSTANCE_TYP: 'm5.large' }),
  ],
};

describe('validate', () => {
  it('prints the fleets of a valid file', async () => {
    const { code, out } = await validate({ fleets: [fleetParameters('linux'), fleetParameters('other')] });
    expect(code).toBe(0);
    expect(out).toMatch(/^linux +ubuntu-focal x86_64, t2\.micro +0–1 +acme\.semaphoreci\.com$/m);
    expect(out).toContain('2 fleets, no problems.');
  });

  it('prints the problems of all fleets at once, and exits with 1', async () => {
    const { code, out, err } = await validate(broken);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('The configuration has 4 problems');
    expect(err).toMatch(/SEMAPHORE_AGENT_OS \(.*fleet linux\)/);
    expect(err).toMatch(/SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN \(fleet mac\)/);
    expect(err).toMatch(/SEMAPHORE_AGENT_INSTANCE_TYP \([^]*try: +SEMAPHORE_AGENT_INSTANCE_TYPE/);
  });

  it('prints the problems as JSON', async () => {
    const { code, out, err } = await validate(broken, '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { ok, problems } = JSON.parse(out) as {
      ok: boolean;
      problems: { key: string; fleet: string }[];
    };
    expect(ok).toBe(false);
    expect(problems.map(({ fleet }) => fleet).sort()).toEqual(['linux', 'linux', 'mac', 'windows']);
  });

  it('prints the warnings as JSON', async () => {
    const fleets = [fleetParameters('ci', { SEMAPHORE_AGENT_KEY_NAME: 'ops' })];
    const { code, out, err } = await validate({ fleets }, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      ...{ version: 1, command: 'validate', ok: true, fleets: [{ fleet: 'ci' }], problems: [] },
      result: {
        warnings: [
          {
            key: 'SEMAPHORE_AGENT_SSH_INGRESS_CIDRS',
            fleet: 'ci',
            effect: expect.stringMatching(/^is empty, so SSH cannot reach the instances/),
            remedy: 'Set it to the address ranges that may connect',
          },
        ],
      },
    });
  });

  it.each([
    ['{"fleets": [', /valid JSON \(line 1/],
    ['[]', /an object of parameters/],
  ])('prints what is wrong with %s', async (text, message) => {
    expect(await validate(text)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  it('reports a broken file with its line, not under the option or the variable that named it', async () => {
    const { err } = await validate('{"fleets": [');
    expect(err).toMatch(/^ {2}\S+\.json:1$/m);
    expect(err).not.toMatch(/SEMAPHORE_AGENT_STACK_CONFIG|--config/);
  });

  it.each<[string, object[], string]>([
    ['one', [{ SEMAPHORE_AGENT_KEY_NAME: 'ops' }], 'The warning above does not stop a deployment.'],
    [
      'several, each with its fleet',
      [{ SEMAPHORE_AGENT_KEY_NAME: 'ops' }, { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0 }],
      'The 2 warnings above do not stop a deployment.',
    ],
  ])('separates warnings from problems, and exits with 0: %s', async (_, settings, message) => {
    const fleets = settings.map((each, index) =>
      fleetParameters(`ci-${index}`, { ...each, SEMAPHORE_AGENT_ASG_MAX_SIZE: 9 }),
    );
    const { code, out, err } = await validate({ fleets });
    expect(code).toBe(0);
    expect(err.split('\n').filter((line) => line.startsWith('Warning: ci-'))).toHaveLength(settings.length);
    expect(out).toContain(`no problems. ${message}`);
  });
});
