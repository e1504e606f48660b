import { FAMILIES } from '@agent-aws-stack/contract';
import { AWS_SETTINGS, hostileJob, judgeHostileJob } from './hostile-job.ts';
import type { Machine } from './machine.ts';
import { proveControls } from './prove-controls.ts';
import { SANDBOX_REGION, type InstanceInfo, type SandboxFleet } from './sandbox-fleet.ts';
import type { Verdicts } from './verdicts.ts';

const ORDINARY_JOB = [
  'test "$(whoami)" = semaphore',
  'git init --quiet ~/repository',
  'grep --quiet ^github.com ~/.ssh/known_hosts',
  `test "$AWS_REGION" = ${SANDBOX_REGION}`,
  `${AWS_SETTINGS} aws --region ${SANDBOX_REGION} --output text sts get-caller-identity | grep --quiet instanceProfileRoleForJobs`,
].join(' && ');

const OWNED = '/run/owned-by-a-job';
/**
 * Leaves an alias in the agent's home. Root's AWS CLI could pick it up, because systemd runs root's commands with that home. Comes after the
 * job's own calls of the CLI, which would use the alias too.
 */
const LEAVES_ALIAS = `mkdir -p ~/.aws/cli && printf '[toplevel]\\nautoscaling = !touch ${OWNED}\\n' >~/.aws/cli/alias`;

/** The instance that the guest acts as, and the tools of the proof. */
export interface GuestLife {
  readonly verdicts: Verdicts;
  readonly machine: Machine;
  readonly fleet: SandboxFleet;
  readonly instance: InstanceInfo;
  /** Makes the metadata service describe another instance of the group. */
  readonly become: (instanceId: string) => Promise<void>;
  /** Whether to remove the controls of strict isolation one by one, which takes minutes. */
  readonly controls: boolean;
}

/** Runs the guest as an isolated instance. */
export async function proveIsolation(life: GuestLife): Promise<void> {
  const { verdicts, machine, fleet, instance, become } = life;
  const { endpoint } = instance;
  const { instances, jobs: earlier } = await fleet.state();
  const instanceId = instances.find(({ state }) => state === 'pending')?.id ?? 'no instance';
  const start = () => startIsolated(life, instanceId);
  const isStarted = await verdicts.prove('isolation: the start script registers the agent', async () => {
    await become(instanceId);
    await fleet.isolate('strict');
    // systemd waits before it restarts the previous agent. Without this stop, the start of the new agent would wait for that restart.
    await machine.run('systemctl stop semaphore-agent');
    const problems = await start();
    const { instances: reached } = await fleet.state();
    return problems.length > 0 || reached.some(({ id, state }) => id === instanceId && state === 'in-service')
      ? problems
      : ['the instance is not in service'];
  });
  if (!isStarted) return;
  if (life.controls) await proveControls({ verdicts, machine, fleet, instance, instanceId, start });
  await verdicts.prove('isolation: an ordinary job passes, with credentials of its own role', async () => {
    await fleet.queueJob(`${ORDINARY_JOB} && { ${hostileJob('strict', endpoint)}; } && ${LEAVES_ALIAS}`);
    const { jobs } = await fleet.until(
      'the result of the job',
      (state) => state.jobs[earlier.length]?.result !== undefined,
    );
    return jobs[earlier.length]?.result === 'passed'
      ? []
      : [JSON.stringify(jobs), (await machine.run('tail -n 40 /opt/semaphore/agent/agent.log')).all];
  });
  await verdicts.prove('isolation: every attempt of a hostile job fails', () =>
    judgeHostileJob(machine, 'strict'),
  );
  await verdicts.prove(
    "isolation: after its job the instance terminates, and root's AWS CLI ignores the alias that the job left",
    async () => {
      await fleet.until('the termination of the instance', (state) =>
        state.instances.some(({ id, state: reached }) => id === instanceId && reached === 'terminated'),
      );
      const { exitCode } = await machine.run(`test -e ${OWNED}`);
      return exitCode === 0 ? ['root has run the alias that the job left for the AWS CLI'] : [];
    },
  );
}

/** Runs the start script. @returns the problems */
async function startIsolated(
  { machine, fleet, instance }: GuestLife,
  instanceId: string,
): Promise<readonly string[]> {
  const { exitCode, all } = await machine.run(`${FAMILIES.linux.startScript} ${instance.configParameter}`);
  if (exitCode !== 0) return [all, await credentialsLog(machine)];
  // The timer could power off the guest as soon as a job has ended.
  await machine.run('systemctl stop semaphore-agent-health-check.timer');
  // Agents that were killed before may still be registered.
  await fleet.until('the registration of the agent', ({ agents }) =>
    agents.some((name) => name.startsWith(`${instanceId}__`)),
  );
  return [];
}

async function credentialsLog(machine: Machine): Promise<string> {
  return (
    await machine.run(
      'systemctl status --no-pager --lines=30 semaphore-job-credentials; journalctl --no-pager -n 40',
    )
  ).all;
}
