import { FAMILIES } from '@agent-aws-stack/contract';
import { agentLog, endLog } from './instance-logs.ts';
import type { GuestLife } from './prove-isolation.ts';

/** The idle timeout of the agent until the guest has shown that it starts again. Tests decide when later agents exit. */
export const IDLE_SECONDS = 5;
const { agentFolder } = FAMILIES.linux;
const CONFIG = `${agentFolder}/config.yaml`;
const HAS_NO_IDLE_TIMEOUT = `grep -qx 'disconnect-after-idle-timeout: 0' ${CONFIG}`;

/** Waits until the idle agent has registered again, and then gives its configuration no idle timeout. */
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
    ...(bootLines.all === '1' ? [] : [`the boot log has ${bootLines.all} lines of a boot`]),
    ...(kept.exitCode === 0 ? [] : ['the agent that has started again has an idle timeout']),
  ];
}
