import type { CdkCli } from '../cdk/cli.ts';
import type { StackEvent } from '../cdk/stack-event.ts';
import type { Region } from '../region.ts';
import type { Expectations } from './expectations.ts';
import type { SandboxFleet } from './fleet-parameters.ts';

/** What every step of the story works with. */
export interface ScenarioContext {
  readonly region: Region;
  readonly fleet: SandboxFleet;
  readonly cdk: CdkCli;
  readonly expectations: Expectations;
  readonly signal: AbortSignal;
  /** Shows where a long step stands. */
  readonly say: (progress: string) => void;
}

/** Tells a stack's progress as it happens. */
export function reportStackEvents(say: (progress: string) => void): (event: StackEvent) => void {
  return ({ done, total, status, resourceType, logicalId }) =>
    say(`${done}${total > 0 ? `/${total}` : ''} ${status} ${resourceType} ${logicalId}`);
}
