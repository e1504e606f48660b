import { CONTROLS, type Control } from './controls.ts';
import { judgeBesideAgent } from './hostile-job.ts';
import type { Machine } from './machine.ts';
import { proveForwarding } from './prove-forwarding.ts';
import type { InstanceInfo, SandboxFleet } from './sandbox-fleet.ts';
import type { Verdicts } from './verdicts.ts';

/** An isolated instance whose agent waits for a job. */
export interface IsolatedInstance {
  readonly verdicts: Verdicts;
  readonly machine: Machine;
  readonly fleet: SandboxFleet;
  readonly instance: InstanceInfo;
  /** The id of this instance. `instance` describes an earlier one of the same group. */
  readonly instanceId: string;
  /** Runs the start script. @returns the problems */
  readonly start: () => Promise<readonly string[]>;
}

/** Settings with which systemd runs nothing after the agent has ended, so that the agent can be started again. */
const OUTLIVES_AGENT = '/etc/systemd/system/semaphore-agent.service.d/90-outlives-agent.conf';

/**
 * Removes one control of strict isolation at a time, and restores it. Each time, the attempts of a hostile job that the control
 * prevents must succeed, and no others.
 */
export async function proveControls(isolated: IsolatedInstance): Promise<void> {
  const { verdicts, machine, fleet, instanceId } = isolated;
  await machine.run(`printf '[Service]\\nExecStopPost=\\n' >${OUTLIVES_AGENT} && systemctl daemon-reload`);
  for (const control of CONTROLS) {
    await verdicts.prove(
      `controls: with "${control.name}" removed, a hostile job succeeds only in what that control prevents`,
      () => proveControl(isolated, control),
    );
  }
  await verdicts.prove(
    'controls: the packet filter drops forwarded packets to the metadata service, but not once its forward chain is removed',
    () => proveForwarding(machine),
  );
  await verdicts.prove('controls: without ExecStopPost, the instance outlives its agent', async () => {
    await machine.run('systemctl stop semaphore-agent && sleep 2');
    const { instances } = await fleet.state();
    const state = instances.find(({ id }) => id === instanceId)?.state;
    return state === 'in-service' ? [] : [`the instance is ${state}`];
  });
  await verdicts.prove('controls: with all controls restored, the start script registers the agent', () => {
    return machine.run(`rm ${OUTLIVES_AGENT} && systemctl daemon-reload`).then(isolated.start);
  });
}

async function proveControl(
  { machine, instance, start }: IsolatedInstance,
  { remove = 'true', restore = 'true', needsStart = false, environment, succeeding }: Control,
): Promise<readonly string[]> {
  const change = async (command: string): Promise<readonly string[]> => {
    if (needsStart) await machine.run('systemctl stop semaphore-agent');
    const { exitCode, all } = await machine.run(command);
    if (exitCode !== 0) return [`${command}: ${all}`];
    return needsStart ? start() : [];
  };
  // The previous control's hostile job may have started the timer again.
  await machine.run('systemctl stop semaphore-agent-health-check.timer');
  const removed = await change(remove);
  const problems =
    removed.length > 0
      ? removed
      : await judgeBesideAgent(machine, instance.endpoint, succeeding, environment?.(instance));
  return [...problems, ...(await change(restore))];
}
