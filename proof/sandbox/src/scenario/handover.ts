import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { lambdaLogGroupName, leaseParameterName, LEASE_VALUE } from '@agent-aws-stack/contract';
import { longestGap } from '../report/figures.ts';
import type { ScenarioContext } from './context.ts';

const seconds = 1_000;
const longestGapMs = 5 * seconds;

/**
 * Waits until the next scheduled invocation takes over and the current one ends. Checks that no gap between polls reached
 * five seconds.
 */
export async function waitForSuccessor(context: ScenarioContext): Promise<void> {
  const { region, expectations, signal } = context;
  const [lease, ended, startedAt] = [
    await leaseVersion(context),
    await endedInvocations(context),
    Date.now(),
  ];
  await expectations.eventually(
    'the next scheduled invocation takes over polling',
    async () => {
      const now = await leaseVersion(context);
      return { held: now > lease, seen: `version ${now} of the lease after ${lease}` };
    },
    { withinMs: 90 * seconds, signal },
  );
  await expectations.eventually(
    'the previous invocation ends',
    async () => {
      const now = await endedInvocations(context);
      return { held: now > ended, seen: `${now} have ended` };
    },
    { withinMs: 75 * seconds, everyMs: 1_000, signal },
  );
  const polls = region.semaphore.pollTimes().filter((time) => time > startedAt - longestGapMs);
  const gapMs = longestGap([...polls, Date.now()]);
  expectations.check('no gap between polls reaches five seconds', {
    held: gapMs < longestGapMs,
    seen: `${(gapMs / seconds).toFixed(1)} s at most`,
  });
}

/**
 * Takes the lease as the next invocation would. An invocation whose minute is over then ends, instead of waiting for a
 * successor.
 */
export async function takeLease(context: ScenarioContext): Promise<void> {
  await context.region.clients.ssm.send(
    new PutParameterCommand({
      Name: leaseParameter(context),
      Value: LEASE_VALUE,
      Type: 'String',
      Overwrite: true,
    }),
  );
}

async function leaseVersion(context: ScenarioContext): Promise<number> {
  const command = new GetParameterCommand({ Name: leaseParameter(context) });
  const { Parameter } = await context.region.clients.ssm.send(command);
  return Parameter?.Version ?? 0;
}

const leaseParameter = ({ fleet }: ScenarioContext) => leaseParameterName(fleet.config.stackName);

async function endedInvocations({ region, fleet }: ScenarioContext): Promise<number> {
  const { events = [] } = await region.clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: lambdaLogGroupName(fleet.config.stackName, 'agent-scaler'),
      filterPattern: '"END RequestId"',
    }),
  );
  return events.length;
}
