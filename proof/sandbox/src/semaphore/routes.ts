import { AGENT_API_PATH } from '@agent-aws-stack/semaphore-api/agent';
import type { Endpoint } from './context.ts';
import { disconnect, refresh, register, sync } from './endpoints/agents.ts';
import { callback, fetchJob, pushLog } from './endpoints/jobs.ts';
import { health, listJobs, metrics, occupancy } from './endpoints/metrics.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Its first group, if any, is the id. */
  readonly path: RegExp;
  readonly endpoint: Endpoint;
}

export const metricsPath = `${AGENT_API_PATH}/metrics`;

const agentPath = (rest: string) => new RegExp(`^${AGENT_API_PATH}/${rest}$`);

export const routes: readonly Route[] = [
  { method: 'GET', path: agentPath('metrics'), endpoint: metrics },
  { method: 'GET', path: agentPath('occupancy'), endpoint: occupancy },
  { method: 'GET', path: agentPath('jobs'), endpoint: listJobs },
  { method: 'GET', path: /^\/$/, endpoint: health },
  { method: 'POST', path: agentPath('register'), endpoint: register },
  { method: 'POST', path: agentPath('sync'), endpoint: sync },
  { method: 'POST', path: agentPath('refresh'), endpoint: refresh },
  { method: 'POST', path: agentPath('disconnect'), endpoint: disconnect },
  { method: 'GET', path: agentPath('jobs/([^/]+)'), endpoint: fetchJob },
  { method: 'POST', path: /^\/api\/v1\/logs\/([^/]+)$/, endpoint: pushLog },
  { method: 'POST', path: /^\/api\/v1\/jobs\/([^/]+)\/callbacks\/finished$/, endpoint: callback('finished') },
  {
    method: 'POST',
    path: /^\/api\/v1\/jobs\/([^/]+)\/callbacks\/teardown_finished$/,
    endpoint: callback('teardown_finished'),
  },
];
