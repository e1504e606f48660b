import { AGENT_API_PATH } from '@agent-aws-stack/semaphore-api/agent';
import type { Endpoint } from './context.ts';
import { disconnect, refresh, register, sync } from './endpoints/agents.ts';
import { fetchJob, pushLog } from './endpoints/jobs.ts';
import { listJobs, metrics } from './endpoints/metrics.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Its first capturing group, if it has one, is the id. */
  readonly path: RegExp;
  readonly endpoint: Endpoint;
}

export const metricsPath = `${AGENT_API_PATH}/metrics`;

const agentPath = (rest: string) => new RegExp(`^${AGENT_API_PATH}/${rest}$`);

export const routes: readonly Route[] = [
  { method: 'GET', path: agentPath('metrics'), endpoint: metrics },
  { method: 'GET', path: agentPath('jobs'), endpoint: listJobs },
  { method: 'POST', path: agentPath('register'), endpoint: register },
  { method: 'POST', path: agentPath('sync'), endpoint: sync },
  { method: 'POST', path: agentPath('refresh'), endpoint: refresh },
  { method: 'POST', path: agentPath('disconnect'), endpoint: disconnect },
  { method: 'GET', path: agentPath('jobs/([^/]+)'), endpoint: fetchJob },
  { method: 'POST', path: /^\/api\/v1\/logs\/([^/]+)$/, endpoint: pushLog },
];
