import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Machine } from './machine.ts';
import { FLEET_PARAMETERS, SANDBOX_REGION } from './sandbox-fleet.ts';

const HOSTILE_JOB = '/usr/local/share/hostile-job.py';
const report = (isolation: 'none' | 'strict'): string => `/tmp/hostile-job-${isolation}`;

/** Without these, boto3 does not trust the certificates of the stand-ins, and older versions of it call STS in another region. */
export const AWS_SETTINGS =
  'AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt AWS_STS_REGIONAL_ENDPOINTS=regional';

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
  // Without this setting, Python does not read the bundle with the certificates of the stand-ins, so the credentials service does
  // not trust them.
  await machine.write(
    'etc/systemd/system/semaphore-job-credentials.service.d/guest.conf',
    '[Service]\nEnvironment=SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt\n',
  );
}

/** The command line that makes all attempts, or with `--harmless` those that leave the instance as it is. */
const command = (endpoint: string, options = ''): string =>
  `${AWS_SETTINGS} python3 ${HOSTILE_JOB} ${FLEET_PARAMETERS.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME} ${SANDBOX_REGION} ${endpoint} ${options}`;

/** The command of a job that makes all attempts. The job passes whether or not they succeed. @param endpoint - the host of the Semaphore API */
export function hostileJob(isolation: 'none' | 'strict', endpoint: string): string {
  const file = report(isolation);
  return `${command(endpoint)} >${file}.new 2>&1; mv ${file}.new ${file}`;
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
  return differences(all, (expected) => expected);
}

/**
 * Makes the harmless attempts beside the agent, as an isolated job would, and compares them with those that must succeed.
 * @param succeeding - names of the attempts that must succeed  @param environment - variables that the job has in addition
 */
export async function judgeBesideAgent(
  machine: Machine,
  endpoint: string,
  succeeding: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const variables = Object.entries(environment).map(([name, value]) => `--setenv=${name}=${value}`);
  const unit = `systemd-run --quiet --pipe --wait --uid=semaphore --property=EnvironmentFile=/run/semaphore-agent.env ${variables.join(' ')}`;
  const { all } = await machine.run(`${unit} bash -c "${command(endpoint, '--harmless')}"`);
  const unknown = succeeding.filter((name) => !all.includes(JSON.stringify(name)));
  return [
    ...unknown.map((name) => `there is no attempt to ${name}`),
    ...differences(all, (_, name) => succeeding.includes(name)),
  ];
}

/** @param isExpected - tells from the hostile job's expectation and from an attempt's name whether the attempt must succeed */
function differences(
  report: string,
  isExpected: (expected: boolean, name: string) => boolean,
): readonly string[] {
  const attempts = z.array(Attempt).safeParse(jsonLines(report));
  if (!attempts.success) return [report];
  const problems = attempts.data
    .filter(({ name, succeeded, expected }) => succeeded !== isExpected(expected, name))
    .map(({ name, succeeded, why }) => `${succeeded ? 'succeeds' : 'fails'}: ${name} ${why}`);
  return attempts.data.length < 30 ? [`only ${attempts.data.length} attempts: ${report}`] : problems;
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
