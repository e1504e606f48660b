import type { FleetConfig } from '@agent-aws-stack/config';
import { UsageError } from '../../cli/errors.ts';
import { quote } from '../../cli/full-command.ts';
import { chosenFleets } from '../../fleets/chosen-fleets.ts';
import type { Shell } from '../../cli/shell.ts';
import { endpointOfParameter, type EndpointOptions } from './token-endpoint.ts';

/** A parameter that holds a registration token, and the fleets that read it. */
export interface TokenTarget {
  readonly parameterName: string;
  /** Undefined for the AWS managed key, alias/aws/ssm. */
  readonly kmsKey: string | undefined;
  /** `host` or `host:port` of the organization's Semaphore; undefined if it is not known. */
  readonly endpoint: string | undefined;
  /** Stack names of these fleets. */
  readonly fleets: readonly string[];
}

export interface TargetOptions extends EndpointOptions {
  readonly parameter?: string;
  readonly kmsKey?: string;
}

/** The parameters that the options or the fleets name, without duplicates. @throws ConfigurationError, UsageError */
export function tokenTargets(options: TargetOptions, shell: Shell): readonly TokenTarget[] {
  const { parameter, endpoint, kmsKey } = options;
  if (parameter !== undefined) {
    return [{ parameterName: parameter, kmsKey, endpoint: endpointOfParameter(options, shell), fleets: [] }];
  }
  return byParameter(chosenFleets(options, shell)).map((target) => ({
    ...target,
    kmsKey: kmsKey ?? target.kmsKey,
    endpoint: endpoint ?? target.endpoint,
  }));
}

/** The parameter to write. @throws UsageError if the fleets have different parameters, or one parameter and different endpoints */
export function onlyTokenTarget(options: TargetOptions, shell: Shell): TokenTarget {
  const [target, ...others] = tokenTargets(options, shell);
  if (target === undefined || others.length > 0) {
    const targets = [...(target === undefined ? [] : [target]), ...others];
    const names = targets.map(({ fleets }) => fleets.join(', ')).join(', ');
    const choices = targets.flatMap(({ fleets: [fleet] }) =>
      fleet === undefined ? [] : `--fleet ${quote(fleet)}`,
    );
    throw new UsageError(
      '--fleet',
      `the fleets ${names} have different tokens or endpoints`,
      `Add ${choices.join(' or ')}`,
    );
  }
  return target;
}

function byParameter(fleets: readonly FleetConfig[]): readonly TokenTarget[] {
  const targets = new Map<string, TokenTarget>();
  for (const { stackName, token, endpoint } of fleets) {
    // If fleets of two organizations share a parameter, its token is checked against both organizations.
    const key = JSON.stringify([token.parameterName, endpoint]);
    const known = targets.get(key)?.fleets ?? [];
    targets.set(key, { ...token, endpoint, fleets: [...known, stackName] });
  }
  return [...targets.values()];
}
