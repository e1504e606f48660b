import type { DeployedGroups, ForwardedReply } from '../region/region.ts';
import { AwsError } from './aws-error.ts';

/** Forwards a request to the emulator. If the emulator answers with an error, throws AwsError with its code and message. */
export async function forwardedOrThrow(
  region: Pick<DeployedGroups, 'forward'>,
  body: string,
): Promise<ForwardedReply> {
  const reply = await region.forward(body);
  if (reply.status < 300) return reply;
  const text = (element: string) => new RegExp(`<${element}>([^<]*)</${element}>`).exec(reply.body)?.[1];
  throw new AwsError(
    text('Code') ?? 'InternalFailure',
    text('Message') ?? 'the emulator refused the request',
    reply.status,
  );
}
