import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

const RECENT_MS = 60 * 60_000;

export const scalingActivities = defineCheck({
  name: 'scaling-activities',
  needs: ['activities'],
  judge: ({ activities }, { now }) => {
    const recent = activities.filter(({ startedAt }) => now.getTime() - startedAt.getTime() < RECENT_MS);
    const failed = recent.filter(({ status }) => status === 'Failed');
    // One launch that worked after the last failure: whatever it was is over.
    const last = recent.find(({ status }) => status === 'Failed' || status === 'Successful');
    if (last?.status !== 'Failed')
      return ok(`${recent.length} in the last hour, the last one successful or none`);
    return failure(
      `${failed.length} of ${recent.length} in the last hour failed; the last one: ${last.message ?? last.description}`,
      remedyFor(last.message ?? ''),
    );
  },
});

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/vCPU|limit|quota/i, 'Request a higher quota: see quota-on-demand and quota-spot'],
  [
    /capacity/i,
    'Allow more instance types (SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON) or more zones',
  ],
  [/InternalError|kms/i, "Let the key of the volumes admit Auto Scaling's service-linked role"],
  [/AMI|image/i, 'Name an image that exists with SEMAPHORE_AGENT_AMI, or build one: see image-available'],
];

const remedyFor = (message: string): string =>
  REMEDIES.find(([pattern]) => pattern.test(message))?.[1] ??
  'What AWS says there is the reason; set it right and the group tries again by itself';
