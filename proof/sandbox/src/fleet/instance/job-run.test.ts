import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { directives, shellJob } from '../testing/job-request.ts';
import { runJob } from './job-run.ts';

/** Runs a job of these commands. Returns its result and the outputs of its commands. */
async function run(...commands: readonly string[]) {
  const ran: string[] = [];
  const client = {
    refreshLogToken: () => Promise.resolve(''),
    pushLog: (_: string, __: string, ___: number, lines: readonly string[]) => {
      for (const line of lines) {
        const event = JSON.parse(line) as { event: string; output?: string };
        if (event.event === 'cmd_output') ran.push(event.output?.trim() ?? '');
      }
      return Promise.resolve('accepted' as const);
    },
  };
  const request = shellJob(commands, {
    epilogue_always_commands: directives(['echo always']),
    epilogue_on_pass_commands: directives(['echo passed']),
    epilogue_on_fail_commands: directives(['echo failed']),
  });
  const { signal } = new AbortController();
  const options = { client, clock: new VirtualClock(), stop: signal, power: signal };
  return { result: await runJob(request, options), ran };
}

describe('runJob', () => {
  it('runs the epilogues "always" and "on pass" after a job that passes', async () => {
    expect(await run('echo one', 'echo two')).toEqual({
      result: 'passed',
      ran: ['one', 'two', 'always', 'passed'],
    });
  });

  it('stops at the first command that fails, and runs the epilogues "always" and "on fail"', async () => {
    expect(await run('echo one', 'exit 3', 'echo two')).toEqual({
      result: 'failed',
      ran: ['one', 'always', 'failed'],
    });
  });
});
