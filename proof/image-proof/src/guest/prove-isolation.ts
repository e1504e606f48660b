import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAMILIES } from '@agent-aws-stack/contract';
import * as z from 'zod';
import type { Machine } from './machine.ts';
import { FLEET_PARAMETERS, SANDBOX_REGION, type InstanceInfo, type SandboxFleet } from './sandbox-fleet.ts';
import type { Verdicts } from './verdicts.ts';

const HOSTILE_JOB = '/usr/local/share/hostile-job.py';
const report = (isolation: 'none' | 'strict'): string => `/tmp/hostile-job-${isolation}`;

/** Without these, boto3 does not trust the certificates of the stand-ins, and older versions of it call STS in another region. */
const AWS_SETTINGS = 'AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt AWS_STS_REGIONAL_ENDPOINTS=regional';

const Attempt = z.object({
  name: z.string(),
  succeeded: z.boolean(),
  expected: z.boolean(),
  /** The exception that ended it, if any. */
  why: z.string(),
});

/** Copies the hostile job to the machine, before it boots. */
export async function installHostileJob(machine: Machine): Promise<void> {
  await machine.write(HOSTILE_JOB, readFileSync(join(import.meta.dirname, 'hostile-job.py'), 'utf8'));
  // Otherwise Python does not read the bundle, which has the certificates of the stand-ins.
  await machine.write(
    'etc/systemd/system/semaphore-job-credentials.service.d/guest.conf',
    '[Service]\nEnvironment=SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt\n',
  );
}

/** The command of a job that makes all attempts, and succeeds. */
export function hostileJob(isolation: 'none' | 'strict'): string {
  const token = FLEET_PARAMETERS.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME;
  const file = report(isolation);
  return `${AWS_SETTINGS} python3 ${HOSTILE_JOB} ${token} ${SANDBOX_REGION} >${file}.new 2>&1; mv ${file}.new ${file}`;
}

/** Compares the attempts of a hostile job with those that must succeed. */
export async function judgeHostileJob(
  machine: Machine,
  isolation: 'none' | 'strict',
): Promise<readonly string[]> {
  const { exitCode, all } = await machine.run(
    `timeout 120 sh -c 'until cat ${report(isolation)} 2>/dev/null; do sleep 0.2; done'`,
  );
  if (exitCode !== 0) return ['the job has not made its attempts'];
  const attempts = z.array(Attempt).safeParse(jsonLines(all));
  if (!attempts.success) return [all];
  const problems = attempts.data
    .filter(({ succeeded, expected }) => succeeded !== expected)
    .map(({ name, succeeded, why }) => `${succeeded ? 'succeeds' : 'fails'}: ${name} ${why}`);
  return attempts.data.length < 30 ? [`only ${attempts.data.length} attempts: ${all}`] : problems;
}

const ORDINARY_JOB = [
  'test "$(whoami)" = semaphore',
  'git init --quiet ~/repository',
  'grep --quiet ^github.com ~/.ssh/known_hosts',
  `test "$AWS_REGION" = ${SANDBOX_REGION}`,
  `${AWS_SETTINGS} aws --region ${SANDBOX_REGION} --output text sts get-caller-identity | grep --quiet instanceProfileRoleForJobs`,
].join(' && ');

const OWNED = '/run/owned-by-a-job';
/**
 * Leaves an alias for root's AWS CLI, because systemd runs root's commands with the home of the agent's user. Comes after the job's own calls of
 * the CLI, which would use the alias too.
 */
const LEAVES_ALIAS = `mkdir -p ~/.aws/cli && printf '[toplevel]\\nautoscaling = !touch ${OWNED}\\n' >~/.aws/cli/alias`;

/** Runs the guest as an isolated instance. @param become - makes the metadata service describe this instance */
export async function proveIsolation(
  verdicts: Verdicts,
  machine: Machine,
  fleet: SandboxFleet,
  { configParameter }: InstanceInfo,
  become: (instanceId: string) => Promise<void>,
): Promise<void> {
  const { instances, jobs: earlier } = await fleet.state();
  const instanceId = instances.find(({ state }) => state === 'in-service')?.id ?? 'no instance';
  const isStarted = await verdicts.prove('isolation: the start script registers the agent', async () => {
    await become(instanceId);
    await fleet.isolate('strict');
    const { exitCode, all } = await machine.run(`${FAMILIES.linux.startScript} ${configParameter}`);
    if (exitCode !== 0) return [all, await credentialsLog(machine)];
    // The timer could power off the guest as soon as the job has ended.
    await machine.run('systemctl stop semaphore-agent-health-check.timer');
    // Agents that were killed before may still be registered.
    await fleet.until('the registration of the agent', ({ agents }) =>
      agents.some((name) => name.startsWith(`${instanceId}__`)),
    );
    return [];
  });
  if (!isStarted) return;
  await verdicts.prove('isolation: an ordinary job passes, with credentials of its own role', async () => {
    await fleet.queueJob(`${ORDINARY_JOB} && { ${hostileJob('strict')}; } && ${LEAVES_ALIAS}`);
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
    'isolation: after its job the instance terminates, without an alias that the job left for the AWS CLI',
    async () => {
      await fleet.until('the termination of the instance', (state) =>
        state.instances.some(({ id, state: reached }) => id === instanceId && reached === 'terminated'),
      );
      const { exitCode } = await machine.run(`test -e ${OWNED}`);
      return exitCode === 0 ? ['root has run the alias that the job left for the AWS CLI'] : [];
    },
  );
}

async function credentialsLog(machine: Machine): Promise<string> {
  return (
    await machine.run(
      'systemctl status --no-pager --lines=30 semaphore-job-credentials; journalctl --no-pager -n 40',
    )
  ).all;
}

function jsonLines(text: string): unknown {
  try {
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}
