import type { Machine } from './machine.ts';

/** What end-instance.sh has logged. The script is part of the agent's service, so this waits until the service has ended. */
export async function endLog(machine: Machine): Promise<string> {
  const hasEnded =
    'until ! systemctl show --property=SubState semaphore-agent | grep -q stop; do sleep 0.1; done';
  return (
    await machine.run(`timeout 60 bash -c "${hasEnded}"; tail -n 40 /opt/semaphore/agent/health-check.log`)
  ).all;
}

export async function agentLog(machine: Machine): Promise<string> {
  return (await machine.run('tail -n 40 /opt/semaphore/agent/agent.log')).all;
}
