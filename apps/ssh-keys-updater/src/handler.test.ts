import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PINNED_HOST_KEYS } from '@agent-aws-stack/github-keys';
import { EnvironmentError } from './errors.ts';
import { handle, type Dependencies } from './handler.ts';
import { FakeParameter } from './testing/fake-parameter.ts';

const key = PINNED_HOST_KEYS[0] ?? '';
const logger = { info: jest.fn(), error: jest.fn() };
let parameter: FakeParameter;
let requestedNames: string[];
let dependencies: Dependencies;
beforeEach(() => {
  jest.resetAllMocks();
  parameter = new FakeParameter('[]');
  requestedNames = [];
  dependencies = {
    environment: { SSM_PARAMETER: 'fleet-ssh-public-keys' },
    logger,
    fetchKeys: () => Promise.resolve([key]),
    parameterNamed: (name) => {
      requestedNames.push(name);
      return parameter;
    },
  };
});

describe('handle', () => {
  it('updates the parameter that the environment names, and logs one line', async () => {
    await handle(dependencies);
    expect(requestedNames).toEqual(['fleet-ssh-public-keys']);
    expect(parameter.writes).toEqual([JSON.stringify([key])]);
    const fields = { parameter: 'fleet-ssh-public-keys', types: ['ssh-ed25519'] };
    expect(logger.info.mock.calls).toEqual([['Host keys written', fields]]);
  });

  it('logs that the host keys are unchanged', async () => {
    parameter = new FakeParameter(JSON.stringify([key]));
    await handle(dependencies);
    expect(logger.info.mock.calls).toEqual([['Host keys unchanged', expect.anything()]]);
  });

  it('restores a deleted parameter, and logs that as an error', async () => {
    parameter = new FakeParameter(undefined);
    await handle(dependencies);
    expect(parameter.writes).toEqual([JSON.stringify([key])]);
    const fields = { parameter: 'fleet-ssh-public-keys', types: ['ssh-ed25519'] };
    expect(logger.error.mock.calls).toEqual([[expect.stringContaining('was deleted'), fields]]);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('logs a failure once, and throws it', async () => {
    parameter.writeFailure = new Error('AccessDenied');
    await expect(handle(dependencies)).rejects.toBe(parameter.writeFailure);
    expect(logger.error.mock.calls).toEqual([
      ['Could not update the host keys', { error: parameter.writeFailure }],
    ]);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it.each([undefined, '', '  '])(
    'throws if SSM_PARAMETER is %j, with its name in the message',
    async (value) => {
      const failed = handle({ ...dependencies, environment: { SSM_PARAMETER: value } });
      await expect(failed).rejects.toThrow(EnvironmentError);
      await expect(failed).rejects.toThrow(/SSM_PARAMETER/);
      expect(requestedNames).toEqual([]);
    },
  );
});
