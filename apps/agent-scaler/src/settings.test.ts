import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

const required = {
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
};

describe('readSettings', () => {
  it('has defaults for all optional variables', () => {
    expect(readSettings(required)).toEqual({
      tokenParameterName: '/ci/token',
      stackName: 'ci',
      endpoint: { host: 'acme.semaphoreci.com', port: 443 },
      headroom: { strategy: 'none' },
      groupName: undefined,
      pollIntervalMs: 2_000,
      maxStep: 0,
      launchBrake: false,
      onDemandFallbackAfterMs: 0,
      maxJobWaitMs: 0,
      logLevel: 'info',
    });
  });

  it('reads all variables', () => {
    const settings = readSettings({
      ...required,
      SEMAPHORE_ENDPOINT: '127.0.0.1:8443',
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '1500',
      SEMAPHORE_AGENT_ASG_NAME: 'ci-autoScalingGroup-X',
      SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME: 'ci-scaler-turn',
      SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '5',
      SEMAPHORE_AGENT_SCALER_MAX_STEP: '20',
      SEMAPHORE_AGENT_MAX_JOB_WAIT: '300',
      SEMAPHORE_AGENT_LOG_LEVEL: 'debug',
    });
    expect(settings).toMatchObject({
      endpoint: { host: '127.0.0.1', port: 8443 },
      headroom: { strategy: 'percentage', factor: 1_500 },
      groupName: 'ci-autoScalingGroup-X',
      leaseParameterName: 'ci-scaler-turn',
      pollIntervalMs: 5_000,
      maxStep: 20,
      maxJobWaitMs: 300_000,
      logLevel: 'debug',
    });
  });

  it('treats an empty value as unset', () => {
    const settings = readSettings({
      ...required,
      SEMAPHORE_AGENT_ASG_NAME: '',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '',
    });
    expect(settings).toMatchObject({ groupName: undefined, headroom: { strategy: 'none' } });
  });

  it('ignores a factor without a strategy', () => {
    const settings = readSettings({
      ...required,
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'none',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '7',
    });
    expect(settings.headroom).toEqual({ strategy: 'none' });
  });

  it.each([
    ['SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME', undefined, 'is required'],
    ['SEMAPHORE_AGENT_STACK_NAME', '', 'is required'],
    ['SEMAPHORE_ENDPOINT', undefined, 'is required'],
    ['SEMAPHORE_ENDPOINT', 'https://acme.semaphoreci.com', 'host:port'],
    ['SEMAPHORE_AGENT_OVERPROVISION_STRATEGY', 'double', 'none, number or percentage'],
    ['SEMAPHORE_AGENT_OVERPROVISION_FACTOR', '-1', 'whole number'],
    ['SEMAPHORE_AGENT_OVERPROVISION_FACTOR', '1.5', 'whole number'],
    ['SEMAPHORE_AGENT_SCALER_POLL_INTERVAL', '0', 'from 1 to 30'],
    ['SEMAPHORE_AGENT_SCALER_POLL_INTERVAL', '31', 'from 1 to 30'],
    ['SEMAPHORE_AGENT_SCALER_POLL_INTERVAL', 'fast', 'from 1 to 30'],
    ['SEMAPHORE_AGENT_SCALER_MAX_STEP', '0x10', 'whole number'],
    ['SEMAPHORE_AGENT_LOG_LEVEL', 'loud', 'debug, info, warn, error'],
  ])('rejects %s=%s and says why', (name, value, expectation) => {
    const read = () => readSettings({ ...required, [name]: value });
    expect(read).toThrow(expect.objectContaining({ name: 'InvalidEnvironmentError' }) as unknown as Error);
    expect(read).toThrow(name);
    expect(read).toThrow(expectation);
  });

  it('names all problems at once', () => {
    expect(() => readSettings({})).toThrow(
      /TOKEN_PARAMETER_NAME is required; .*STACK_NAME is required; .*ENDPOINT is required/,
    );
  });
});
