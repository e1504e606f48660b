import type { Endpoint } from './context.ts';
import { disconnect, refresh, register, sync } from './endpoints/agents.ts';
import { callback, fetchJob, pushLog } from './endpoints/jobs.ts';
import { metrics } from './endpoints/metrics.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Its first group, if any, is the id. */
  readonly path: RegExp;
  readonly endpoint: Endpoint;
}

export const metricsPath = '/api/v1/self_hosted_agents/metrics';

export const routes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/v1\/self_hosted_agents\/metrics$/, endpoint: metrics },
  { method: 'POST', path: /^\/api\/v1\/self_hosted_agents\/register$/, endpoint: register },
  { method: 'POST', path: /^\/api\/v1\/self_hosted_agents\/sync$/, endpoint: sync },
  { method: 'POST', path: /^\/api\/v1\/self_hosted_agents\/refresh$/, endpoint: refresh },
  { method: 'POST', path: /^\/api\/v1\/self_hosted_agents\/disconnect$/, endpoint: disconnect },
  { method: 'GET', path: /^\/api\/v1\/self_hosted_agents\/jobs\/([^/]+)$/, endpoint: fetchJob },
  { method: 'POST', path: /^\/api\/v1\/logs\/([^/]+)$/, endpoint: pushLog },
  { method: 'POST', path: /^\/api\/v1\/jobs\/([^/]+)\/callbacks\/finished$/, endpoint: callback('finished') },
  {
    method: 'POST',
    path: /^\/api\/v1\/jobs\/([^/]+)\/callbacks\/teardown_finished$/,
    endpoint: callback('teardown_finished'),
  },
];
