import type { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import type { CommandFactory } from '../cli/run-program.ts';
import type { Shell } from '../shell/shell.ts';
import { UserError } from '../cli/errors.ts';

/** A command that would go on for ever, ended as by Ctrl-C when it goes to sleep for the n-th time. */
export const interruptedAfter =
  (sleeps: number, command: CommandFactory): CommandFactory =>
  (shell: Shell) => {
    let slept = 0;
    return command({
      ...shell,
      sleep: async (ms) => {
        slept += 1;
        if (slept >= sleeps) throw new UserError('Ctrl-C', 'interrupted');
        await shell.sleep(ms);
      },
    });
  };

/** The environment of a process that works on the fleet `ci` of the doctor's healthy region. */
export const healthyFleetEnvironment = (server: AwsServer, semaphoreAddress: string) => ({
  ...server.environment,
  AWS_REGION: 'eu-west-1',
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ENDPOINT: semaphoreAddress,
  SEMAPHORE_AGENT_ASG_MAX_SIZE: '10',
});
