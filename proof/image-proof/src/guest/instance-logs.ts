import type { Machine } from './machine.ts';

/** What the end of the agent's service has logged, once all of it has run. */
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
