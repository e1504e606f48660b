import type { LaunchBrake } from '@agent-aws-stack/contract';
import { clock } from './render-entry.ts';

/** What the launch brake does, in a sentence without a full stop. Undefined while launches go on. */
export function describeLaunchBrake(brake: LaunchBrake | undefined): string | undefined {
  if (brake === undefined || brake.kind === 'watching') return undefined;
  const since = `agents do not start: launch brake open since ${clock(new Date(brake.since))} UTC`;
  if (brake.kind === 'probing') return `${since}; probe ${brake.probes} lets the group launch once`;
  return brake.probes === 0
    ? `${since}; launches are suspended until the first probe`
    : `${since}; launches are suspended, ${brake.probes} probe${brake.probes === 1 ? '' : 's'} so far`;
}
