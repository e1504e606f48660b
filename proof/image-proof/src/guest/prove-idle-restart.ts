import { FAMILIES } from '@agent-aws-stack/contract';
import { agentLog, endLog } from './instance-logs.ts';
import type { GuestLife } from './prove-isolation.ts';

/** The agent's idle timeout until proveIdleRestart has seen the agent start again. After that the agent has none, so that tests decide when it exits. */
export const IDLE_SECONDS = 5;
const { agentFolder } = FAMILIES.linux;
const CONFIG = `${agentFolder}/config.yaml`;
const HAS_NO_IDLE_TIMEOUT = `grep -qx 'disconnect-after-idle-timeout: 0' ${CONFIG}`;

/**
 * Waits until the agent has idled and registered a second time. Then removes the idle timeout from its configuration, and checks the instance after
 * the third registration.
 */
export async function proveIdleRestart({ machine, fleet, instance }: GuestLife): Promise<readonly string[]> {
  const { instanceId } = instance;
  const names: string[] = [];
  const anotherName = async () => {
    const { agents } = await fleet
      .until(
        'the next registration',
        ({ agents: [name] }) => name !== undefined && !names.includes(name),
        60_000,
      )
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\n${await agentLog(machine)}\n${await endLog(machine)}`);
      });
    names.push(...agents);
  };
  await anotherName();
  await anotherName();
  const { exitCode, all } = await machine.run(
    `sed -i 's/^disconnect-after-idle-timeout: ${IDLE_SECONDS}$/disconnect-after-idle-timeout: 0/' ${CONFIG} && ${HAS_NO_IDLE_TIMEOUT}`,
  );
  if (exitCode !== 0) return [all];
  await anotherName();
  const health = await machine.run(`${agentFolder}/health-check.sh`);
  const watch = await machine.run('systemctl is-active semaphore-agent-retirement-watch');
  const kept = await machine.run(HAS_NO_IDLE_TIMEOUT);
  const bootLines = await machine.run(`grep -c '"event":"boot"' ${agentFolder}/boot.log`);
  const { instances } = await fleet.state();
  return [
    ...(names.every((name) => name.startsWith(`${instanceId}__`))
      ? []
      : [`the agents are ${names.join(', ')}`]),
    ...(instances.some(({ id, state }) => id === instanceId && state === 'in-service')
      ? []
      : [JSON.stringify(instances)]),
    ...(instances.every(({ id, state }) => id === instanceId || state === 'terminated')
      ? []
      : [`the group has launched a replacement: ${JSON.stringify(instances)}`]),
    ...(health.all.includes('the agent is running') ? [] : [health.all]),
    ...(watch.all === 'active' ? [] : [`the retirement watch is ${watch.all}`]),
    ...(bootLines.all === '1' ? [] : [`the boot log has ${bootLines.all} boot lines`]),
    ...(kept.exitCode === 0 ? [] : ['the agent that has started again has an idle timeout']),
  ];
}
