import { BOOT_STEPS } from '@agent-aws-stack/contract';
import * as z from 'zod';

/**
 * What starts the agent:
 * - token, pre-signed: the image's boot unit. The agent registers by token or with a pre-signed URL.
 * - user-data: cloud-init, which runs the user data. The boot unit is disabled.
 * - javascript-stack: the same, but the user data calls the start script of the JavaScript stack.
 * - bare: nothing. The guest does not have the image.
 */
export const WAYS = ['token', 'pre-signed', 'user-data', 'javascript-stack', 'bare'] as const;
export type Way = (typeof WAYS)[number];

const milliseconds = z.number().nonnegative();

/** A measured boot. Times are milliseconds since the guest's first process started. */
export const Boot = z.object({
  way: z.enum(WAYS),
  /** When systemd reached network.target. */
  networkMs: milliseconds,
  /** When systemd had finished all that it does at boot. */
  userlandMs: milliseconds,
  /** When each step of the start ended; none in the bare guest. */
  marks: z.partialRecord(z.enum(BOOT_STEPS), milliseconds),
  /** What has called the start script. */
  startedBy: z.string().optional(),
  ssmCalls: z.number().optional(),
});
export type Boot = z.infer<typeof Boot>;
