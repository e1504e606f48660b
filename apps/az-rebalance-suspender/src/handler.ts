import { answerTo, type Outcome } from './answer.ts';
import { deliver } from './deliver.ts';
import { describe } from './describe.ts';
import { requestOf, returnAddressOf } from './event.ts';
import type { Ports } from './ports.ts';
import { suspend } from './suspend.ts';

/** For bringing the answer to CloudFormation, with its repetitions. */
const ANSWER_RESERVE_MS = 15_000;

/**
 * Serves one event of the custom resource and answers CloudFormation, whatever happens: without an answer a stack
 * waits for an hour.
 * @throws InvalidEventError when the event has no address to answer to, DeliveryError when the answer does not get there
 */
export async function handle(event: unknown, ports: Ports): Promise<void> {
  const address = returnAddressOf(event);
  const outcome = await carryOut(event, ports);
  await deliver(address.ResponseURL, answerTo(address, outcome), ports);
}

async function carryOut(event: unknown, ports: Ports): Promise<Outcome> {
  const { logger, remainingMs } = ports;
  try {
    const request = requestOf(event);
    if (request.RequestType === 'Delete') {
      // The group is about to be deleted, or a later version of the stack suspends the process itself.
      logger.info('Nothing to do on delete');
      return { status: 'SUCCESS' };
    }
    const groupName = request.ResourceProperties.AutoScalingGroupName;
    await suspend(groupName, Math.min(ANSWER_RESERVE_MS, remainingMs() / 2), ports);
    logger.info('AZRebalance suspended', { groupName });
    return { status: 'SUCCESS' };
  } catch (error) {
    logger.error('AZRebalance not suspended', { error });
    return { status: 'FAILED', reason: describe(error) };
  }
}
