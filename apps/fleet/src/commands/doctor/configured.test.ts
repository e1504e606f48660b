import { agentDocumentOf } from '@agent-aws-stack/config';
import {
  readScalerEnvironment,
  writeAgentDocument,
  writeScalerEnvironment,
  type AgentDocument,
} from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { CHECKS } from './checks.ts';
import type { Facts } from '../../observe/facts.ts';
import type { Finding } from './finding.ts';
import { gathered, HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { fleetWith } from '../../observe/testing/fleet.ts';
import { subjectWith } from './testing/subject.ts';

/** What a check finds if these facts are deployed and these parameters configured. */
function finding(
  name: string,
  facts: Partial<Facts>,
  parameters: Readonly<Record<string, string>> = {},
): Finding | undefined {
  return CHECKS.find((check) => check.name === name)?.run(gathered(facts), subjectWith(parameters));
}

describe('agent-config-current', () => {
  const configured = agentDocumentOf(fleetWith());
  const stored = (document: AgentDocument): Partial<Facts> => ({
    agentConfig: { type: 'String', value: writeAgentDocument(document) },
  });
  const others: Omit<AgentDocument, 'jobIsolation' | 'jobRoleArn'> = {
    endpoint: 'other.semaphoreci.com',
    agentTokenParameterName: '/other',
    sshKeysParameterName: 'other-ssh-public-keys',
    disconnectAfterJob: false,
    disconnectAfterIdleTimeout: 0,
    envVars: ['SEMAPHORE_CACHE_BACKEND=s3'],
    usePreSignedURL: true,
    afterJob: 'shrink',
    shrinkOnDemand: true,
    interruptionGracePeriod: 90,
    launchTimeout: 300,
    retireOnRebalance: true,
    retireAfter: 86_400,
    logStreamPrefix: 'other/',
  };

  it('reports a different isolation', () => {
    const strict = { jobIsolation: 'strict', jobRoleArn: 'arn:aws:iam::111111111111:role/jobs' } as const;
    const found = finding('agent-config-current', stored({ ...configured, ...strict }));
    expect(found).toMatchObject({
      verdict: 'warning',
      seen: 'jobIsolation is strict, but none in your configuration',
    });
  });

  it('passes with what the stack writes', () => {
    expect(finding('agent-config-current', stored(configured))?.verdict).toBe('ok');
  });

  it("passes with what the stack writes for strict isolation, whatever the ARN of the jobs' role", () => {
    const strict = { SEMAPHORE_AGENT_JOB_ISOLATION: 'strict' };
    const document = agentDocumentOf(fleetWith(strict), 'arn:aws:iam::111111111111:role/jobs');
    expect(finding('agent-config-current', stored(document), strict)?.verdict).toBe('ok');
  });

  it.each(Object.entries(others))('reports a different %s', (key, value) => {
    const found = finding('agent-config-current', stored({ ...configured, [key]: value }));
    expect(found).toMatchObject({ verdict: 'warning', seen: expect.stringMatching(`^${key} [^;]*$`) });
  });

  it.each([
    [
      'CACHE_BUCKET_NAME',
      'acme-cache',
      /^envVars differs .* SEMAPHORE_CACHE_BACKEND, SEMAPHORE_CACHE_S3_BUCKET, /,
    ],
    ['USE_PRE_SIGNED_URL', 'true', /^usePreSignedURL is false, but true in your configuration$/],
  ])('reports a %s that is configured but not deployed', (parameter, value, seen) => {
    const parameters = { [`SEMAPHORE_AGENT_${parameter}`]: value };
    const found = finding('agent-config-current', stored(configured), parameters);
    expect(found).toMatchObject({ verdict: 'warning', seen: expect.stringMatching(seen) });
  });

  it('does not print values of variables, which may be secrets', () => {
    const bucket = { SEMAPHORE_AGENT_CACHE_BUCKET_NAME: 'one' };
    const deployed = agentDocumentOf(fleetWith({ SEMAPHORE_AGENT_CACHE_BUCKET_NAME: 'two' }));
    const { seen } = finding('agent-config-current', stored(deployed), bucket) ?? {};
    expect(seen).toBe('envVars differs from your configuration in SEMAPHORE_CACHE_S3_BUCKET');
  });
});

describe('scaler-settings', () => {
  const parameters = {
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'number',
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '3',
  };
  const healthy = HEALTHY.scaler!;
  const environment = writeScalerEnvironment({
    ...readScalerEnvironment(healthy.environment),
    overprovision: { strategy: 'number', factor: 3 },
  });
  const running = (change: Readonly<Record<string, string>>): Partial<Facts> => ({
    scaler: { ...healthy, environment: { ...environment, ...change } },
  });
  const others: Readonly<Record<string, string>> = {
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage',
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '4',
    SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '5',
    SEMAPHORE_AGENT_SCALER_MAX_STEP: '7',
    SEMAPHORE_AGENT_LAUNCH_BRAKE: 'false',
    SEMAPHORE_AGENT_LOG_LEVEL: 'debug',
  };

  it('passes with what the stack writes', () => {
    expect(finding('scaler-settings', running({}), parameters)?.verdict).toBe('ok');
  });

  it.each(Object.keys(environment))('reports a different %s', (variable) => {
    const value = others[variable] ?? 'other';
    const found = finding('scaler-settings', running({ [variable]: value }), parameters);
    const seen = `${variable} is ${value}, but ${environment[variable] ?? ''} in your configuration`;
    expect(found).toMatchObject({ verdict: 'warning', seen });
  });

  it.each([
    ['', /^SEMAPHORE_AGENT_OVERPROVISION_FACTOR is 0, but 3 in your configuration$/],
    ['many', /environment is invalid: SEMAPHORE_AGENT_OVERPROVISION_FACTOR must be a whole number/],
  ])('reads a factor of "%s" as the scaler does', (factor, seen) => {
    const found = finding(
      'scaler-settings',
      running({ SEMAPHORE_AGENT_OVERPROVISION_FACTOR: factor }),
      parameters,
    );
    expect(found).toMatchObject({ verdict: 'warning', seen: expect.stringMatching(seen) });
  });
});

describe('group-limits', () => {
  const schedules = {
    SEMAPHORE_AGENT_SCHEDULES_JSON: JSON.stringify([
      { name: 'day', cron: '0 7 * * *', timeZone: 'UTC', minSize: 3 },
      { name: 'night', cron: '0 20 * * *', timeZone: 'UTC', minSize: 1 },
    ]),
  };
  it.each([
    ['ok', 3],
    ['ok', 0],
    ['warning', 1],
  ])(
    'is %s if the minimum at noon is %i: the configuration has 0, its schedules 3 by day and 1 by night',
    (verdict, min) => {
      const facts = { group: { ...HEALTHY.group, min } };
      expect(finding('group-limits', facts, schedules)?.verdict).toBe(verdict);
    },
  );
});
