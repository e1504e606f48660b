const REMEDIES: readonly (readonly [message: RegExp, remedy: string])[] = [
  [/vCPU|limit|quota/i, 'Request a higher quota: see quota-on-demand and quota-spot'],
  [
    /capacity/i,
    'Allow more instance types (SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON) or more zones',
  ],
  [/InternalError|kms/i, "Allow Auto Scaling's service-linked role to use the KMS key of the volumes"],
  [/AMI|image/i, 'Name an image that exists with SEMAPHORE_AGENT_AMI, or build one: see image-available'],
];

/** The remedy for a failed scaling activity with this message from AWS. */
export const remedyForFailedActivity = (message: string): string =>
  REMEDIES.find(([pattern]) => pattern.test(message))?.[1] ??
  'Fix the cause that AWS gives; the group tries again by itself';
