import {
  type AgentDocument,
  FAMILIES,
  isOutdated,
  type InstanceRollout,
  readInstanceRollout,
  readRollout,
} from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { LaunchTemplate } from '../region/region.ts';
import type { InstanceAws } from './instance-aws.ts';

/** For how long an instance can start its agent again, counted from the agent's first start (RESTART_SECONDS in platform.sh of the Linux image). */
const RESTART_MS = 60 * 60_000;

export interface IdleRestartOptions {
  readonly instance: { readonly id: string; readonly launchedAt: number };
  readonly template: Pick<LaunchTemplate, 'userData' | 'instanceType'>;
  readonly aws: Pick<InstanceAws, 'getWrittenParameter'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Decides whether an agent that had no job can start again on its instance, as start.sh and end-instance.sh of the images do. */
export class IdleRestart {
  readonly #options: IdleRestartOptions;
  readonly #until: number;

  /** Create it when the instance starts its first agent. */
  constructor(config: Pick<AgentDocument, 'jobIsolation' | 'usePreSignedURL'>, options: IdleRestartOptions) {
    this.#options = options;
    const { template, clock } = options;
    // The start script has the same path on macOS as on Linux.
    const isLinux =
      template.userData.includes(FAMILIES.linux.startScript) && !template.instanceType.startsWith('mac');
    const restarts = isLinux && config.jobIsolation === 'none' && !config.usePreSignedURL;
    this.#until = restarts ? clock.now() + RESTART_MS : -Infinity;
  }

  async isPossible(): Promise<boolean> {
    const { template, clock } = this.#options;
    if (clock.now() >= this.#until) return false;
    const rollout = readInstanceRollout(template.userData);
    return rollout === undefined || !(await this.#isOutdated(rollout));
  }

  /** Whether the fleet's rollout asks this instance to leave, now or later. False if the rollout cannot be read. */
  async #isOutdated({ parameterName, revision }: InstanceRollout): Promise<boolean> {
    const { id, launchedAt } = this.#options.instance;
    const written = await this.#options.aws.getWrittenParameter(parameterName).catch(() => undefined);
    if (written === undefined) return false;
    const rollout = readRollout(written.value);
    // An outdated instance ends even before its turn to leave, because its successor will have the new revision.
    return rollout !== undefined && isOutdated({ id, revision, launchedAt }, rollout, written.writtenAt);
  }
}
