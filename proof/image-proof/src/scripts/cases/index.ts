import type { ScriptCase } from '../script-case.ts';
import { BOOT_CASES } from './boot.ts';
import { BOOT_LOG_CASES } from './boot-log.ts';
import { FIRST_JOB_CASES } from './first-job.ts';
import { HEALTH_CHECK_CASES } from './health-check.ts';
import { IDLE_RESTART_CASES } from './idle-restart.ts';
import { ISOLATION_CASES } from './isolation.ts';
import { LAUNCH_CASES } from './launch.ts';
import { ONE_CALL_CASES } from './one-call.ts';
import { REFUSED_AGENT_CASES } from './refused-agent.ts';
import { RETIREMENT_WATCH_CASES } from './retirement-watch.ts';
import { ROLLOUT_CASES } from './rollout.ts';
import { ROOT_PATHS_CASES } from './root-paths.ts';
import { SHUTDOWN_CASES } from './shutdown.ts';
import { STUCK_AGENT_CASES } from './stuck-agent.ts';
import { START_FAULT_CASES } from './start-faults.ts';
import { START_CASES } from './start.ts';

/** All cases of the scripts in the Linux and macOS images. */
export const SCRIPT_CASES: readonly ScriptCase[] = [
  ...START_CASES,
  ...START_FAULT_CASES,
  ...BOOT_CASES,
  ...BOOT_LOG_CASES,
  ...FIRST_JOB_CASES,
  ...LAUNCH_CASES,
  ...ISOLATION_CASES,
  ...ONE_CALL_CASES,
  ...SHUTDOWN_CASES,
  ...REFUSED_AGENT_CASES,
  ...IDLE_RESTART_CASES,
  ...HEALTH_CHECK_CASES,
  ...STUCK_AGENT_CASES,
  ...RETIREMENT_WATCH_CASES,
  ...ROLLOUT_CASES,
  ...ROOT_PATHS_CASES,
];
