import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../../../aws/clients.ts';
import type { Shell } from '../../../cli/shell.ts';
import type { Fact } from '../../../observe/fact.ts';
import { settle } from '../../../observe/settle.ts';
import type { Group } from '../../../observe/group.ts';
import type { Canary, CanaryLook, CanaryVerdict } from './canary.ts';

const LOOK_AGAIN_AFTER_MS = 5_000;

export interface WatchOptions {
  /** Looks at the fleet. */
  readonly look: () => Promise<CanaryLook>;
  readonly shell: Pick<Shell, 'sleep' | 'now'>;
  readonly showLine: (line: string) => void;
  /** If looks fail for this long, the canary is untested. */
  readonly limitMs: number;
  /** Resolves at Ctrl-C. */
  readonly interrupted: Promise<'interrupted'>;
}

/** Looks until there is a verdict, or until Ctrl-C. Launches a spare instance if the group would launch none of the new version by itself. */
export async function watchCanary(
  canary: Canary,
  aws: Pick<AwsClients, 'autoScaling'>,
  { look, shell, showLine, limitMs, interrupted }: WatchOptions,
): Promise<CanaryVerdict | 'interrupted'> {
  let lastSeenAt = shell.now().getTime();
  for (;;) {
    const seen = await settle(step(canary, aws, look, showLine));
    if (seen.known) {
      if (seen.value !== undefined) return seen.value;
      lastSeenAt = shell.now().getTime();
    } else {
      showLine(`canary: ${seen.why}; trying again`);
      if (shell.now().getTime() - lastSeenAt >= limitMs) return blind(seen);
    }
    const next = await Promise.race([interrupted, shell.sleep(LOOK_AGAIN_AFTER_MS)]);
    if (next === 'interrupted') return next;
  }
}

async function step(
  canary: Canary,
  aws: Pick<AwsClients, 'autoScaling'>,
  look: WatchOptions['look'],
  showLine: WatchOptions['showLine'],
): Promise<CanaryVerdict | undefined> {
  const seen = await look();
  const verdict = canary.judge(seen);
  if (verdict !== undefined) return verdict;
  showLine(canary.describe(seen.group));
  if (canary.needsSpare(seen.group)) await launchSpare(aws, seen.group);
  return undefined;
}

/** If the scaler raises the capacity between the look and this call, this call lowers it again. The scaler's next poll then raises it. */
async function launchSpare({ autoScaling }: Pick<AwsClients, 'autoScaling'>, { name, desired }: Group) {
  const command = new UpdateAutoScalingGroupCommand({
    AutoScalingGroupName: name,
    DesiredCapacity: desired + 1,
  });
  await ask('autoscaling:UpdateAutoScalingGroup', `group ${name}`, (options) =>
    autoScaling.send(command, options),
  );
}

const blind = ({ why }: Extract<Fact<unknown>, { known: false }>): CanaryVerdict => ({
  ...{ outcome: 'untested', instance: undefined, reason: `it could not be watched: ${why}` },
});
