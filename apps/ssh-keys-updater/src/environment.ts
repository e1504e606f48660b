import { HOST_KEYS_PARAMETER_VARIABLE } from '@agent-aws-stack/contract';
import * as z from 'zod/mini';
import { EnvironmentError } from './errors.ts';

const parameterName = z.string().check(z.trim(), z.minLength(1));

/** The name of the SSM parameter to update. @throws EnvironmentError */
export function sshKeysParameterName(environment: NodeJS.ProcessEnv): string {
  const name = parameterName.safeParse(environment[HOST_KEYS_PARAMETER_VARIABLE]);
  if (!name.success)
    throw new EnvironmentError(
      HOST_KEYS_PARAMETER_VARIABLE,
      'must be the name of the SSM parameter with the host keys',
    );
  return name.data;
}
