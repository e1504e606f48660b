import { describe, expect, it } from '@jest/globals';
import { mistypedVariables } from './environment.ts';

describe('mistypedVariables', () => {
  it.each([
    ['SEMAPHORE_AGENT_ASG_MAXSIZE', 'SEMAPHORE_AGENT_ASG_MAX_SIZE'],
    ['SEMAPHORE_AGENT_INSTANCE_TYP', 'SEMAPHORE_AGENT_INSTANCE_TYPE'],
    ['SEMAPHORE_AGENT_ENDPOINT', 'SEMAPHORE_ENDPOINT'],
    ['SEMAPHORE_AGENT_STACK_CONFG', 'SEMAPHORE_AGENT_STACK_CONFIG'],
    ['SEMAPHORE_ORGANISATION', 'SEMAPHORE_ORGANIZATION'],
    ['SEMAPHORE_ENDPONT', 'SEMAPHORE_ENDPOINT'],
  ])('suspects that %s means %s', (name, meant) =>
    expect(mistypedVariables({ [name]: 'x' })).toEqual([{ name, meant }]),
  );

  it.each([
    'SEMAPHORE_AGENT_OS',
    'SEMAPHORE_AGENT_STACK_CONFIG',
    // Semaphore sets these in the environment of a job.
    'SEMAPHORE_AGENT_MACHINE_TYPE',
    'SEMAPHORE_AGENT_MACHINE_OS_IMAGE',
    'SEMAPHORE_AGENT_MACHINE_ENVIRONMENT_TYPE',
    'SEMAPHORE_ORGANIZATION_URL',
    'SEMAPHORE_GIT_BRANCH',
    'SEMAPHORE_JOB_ID',
    'PATH',
  ])('does not suspect %s', (name) => expect(mistypedVariables({ [name]: 'x' })).toEqual([]));

  it('ignores an undefined variable', () =>
    expect(mistypedVariables({ SEMAPHORE_AGENT_OSS: undefined })).toEqual([]));
});
