import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { longestGap } from '../report/figures.ts';
import type { StoryContext } from './context.ts';

const seconds = 1_000;
const longestGapMs = 5 * seconds;

/** The invocation that polls now ends when its successor by the schedule does, and the queue is polled all the while. */
export async function waitForSuccessor(context: StoryContext): Promise<void> {
  const { region, expectations, signal } = context;
  const first = await currentTurn(context);
  const since = Date.now();
  await expectations.eventually(
    "the schedule's next invocation takes the turn to poll",
    async () => {
      const { version, requestId } = await currentTurn(context);
      return { held: version > first.version, seen: `turn ${version}, of ${requestId}` };
    },
    { withinMs: 90 * seconds, signal },
  );
  await expectations.eventually(
    'the invocation before it ends',
    async () => {
      const held = await hasEnded(context, first.requestId);
      return { held, seen: `${first.requestId} ${held ? 'has ended' : 'still runs'}` };
    },
    { withinMs: 75 * seconds, everyMs: 1_000, signal },
  );
  const polls = region.semaphore.pollTimes().filter((time) => time > since - longestGapMs);
  const gapMs = longestGap([...polls, Date.now()]);
  expectations.check('polls never pause for five seconds meanwhile', {
    held: gapMs < longestGapMs,
    seen: `${(gapMs / seconds).toFixed(1)} s at most`,
  });
}

/** Takes the turn, as a successor would: the invocation that polls ends when its minute is over, instead of waiting for one. */
export async function takeTurn(context: StoryContext): Promise<void> {
  await context.region.clients.ssm.send(
    new PutParameterCommand({
      Name: turnParameter(context),
      Value: 'nobody',
      Type: 'String',
      Overwrite: true,
    }),
  );
}

async function currentTurn(context: StoryContext) {
  const { Parameter } = await context.region.clients.ssm.send(
    new GetParameterCommand({ Name: turnParameter(context) }),
  );
  return { version: Parameter?.Version ?? 0, requestId: Parameter?.Value ?? '' };
}

const turnParameter = ({ fleet }: StoryContext) => `${fleet.config.stackName}-scaler-turn`;

async function hasEnded({ region, fleet }: StoryContext, requestId: string): Promise<boolean> {
  const { events = [] } = await region.clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${fleet.config.stackName}/agent-scaler`,
      filterPattern: `"END RequestId: ${requestId}"`,
    }),
  );
  return events.length > 0;
}
