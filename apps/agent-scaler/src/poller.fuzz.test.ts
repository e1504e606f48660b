import { inspect } from 'node:util';
import { damagedBytes, fuzz, httpReply, partOfSecretIn, RawReplies, SECRET } from '@agent-aws-stack/fuzz';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from './call-limits.ts';
import { connect } from './connect.ts';
import { assemble } from './invocation.ts';
import type { CapacityControl } from './ports.ts';
import { readSettings } from './settings.ts';

let replies: RawReplies;
const environment = process.env;
beforeEach(() => {
  replies = new RawReplies();
  process.env = {
    ...environment,
    AWS_ENDPOINT_URL: 'http://aws.example',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
});
afterEach(() => {
  replies[Symbol.dispose]();
  process.env = environment;
});

const xml = (body: string) => httpReply(body, { type: 'text/xml' });
const group = ({ min = 1, max = 10, desired = 2, more = '' } = {}) =>
  xml(
    `<DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult>` +
      `<AutoScalingGroups><member><AutoScalingGroupName>ci-asg</AutoScalingGroupName><MinSize>${min}</MinSize>` +
      `<MaxSize>${max}</MaxSize><DesiredCapacity>${desired}</DesiredCapacity></member></AutoScalingGroups>${more}` +
      `</DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`,
  );
const queryError = (code: string, status: string) =>
  httpReply(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>group ${SECRET.length} not found</Message>` +
      `</Error><RequestId>r-1</RequestId></ErrorResponse>`,
    { status, type: 'text/xml' },
  );
const jsonError = (code: string, status = '400 Bad Request') =>
  httpReply(JSON.stringify({ __type: code, message: 'no' }), { status, type: 'application/x-amz-json-1.1' });

/** Replies to each kind of request. The first one is normal; the others are errors and unusual replies. */
const SAMPLES = {
  '/metrics HTTP/1.1': [
    httpReply('{"jobs":{"queued":12,"running":3},"agents":{"idle":1,"occupied":3}}'),
    httpReply('', { status: '503 Service Unavailable' }),
  ],
  'AmazonSSM.GetParameter': [
    httpReply(`{"Parameter":{"Name":"/ci/token","Type":"SecureString","Value":"${SECRET}","Version":3}}`, {
      type: 'application/x-amz-json-1.1',
    }),
    jsonError('ParameterNotFound'),
    jsonError('ThrottlingException'),
    jsonError('InternalServerError', '500 Internal Server Error'),
  ],
  'Action=DescribeAutoScalingGroups': [
    group(),
    group({ desired: 12 }),
    group({ more: '<NextToken>next page</NextToken>' }),
    queryError('Throttling', '400 Bad Request'),
  ],
  'Action=SetDesiredCapacity': [
    xml('<SetDesiredCapacityResponse></SetDesiredCapacityResponse>'),
    queryError('ScalingActivityInProgress', '400 Bad Request'),
    queryError('ValidationError', '400 Bad Request'),
  ],
} as const;

type Request = keyof typeof SAMPLES;

const SETTINGS = readSettings({
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_ENDPOINT: 'acme.example',
});

/** Polls twice, while each request of one kind is answered with these bytes. Returns what the scaler did and printed. */
async function pollTwice(damaged: Request, bytes: Uint8Array) {
  replies.answer = (request) => {
    const kind = (Object.keys(SAMPLES) as Request[]).find((text) => request.includes(text));
    return kind === damaged || kind === undefined ? bytes : SAMPLES[kind][0];
  };
  const lines: unknown[] = [];
  const print = (...line: unknown[]) => void lines.push(line);
  const { ports, close } = connect(SETTINGS, DEFAULT_LIMITS);
  const raises: { readonly to: number; readonly last: GroupLimits | undefined }[] = [];
  let last: GroupLimits | undefined;
  const capacity: CapacityControl = {
    describe: async () => (last = await ports.capacity.describe()),
    raiseTo: async (to) => {
      raises.push({ to, last });
      await ports.capacity.raiseTo(to);
    },
  };
  const log = { debug: print, info: print, warn: print };
  const { poller, buffer } = assemble({ ...ports, capacity, log, tokenCache: {} }, SETTINGS);
  await poller.poll();
  await poller.poll();
  close();
  return { raises, buffer, printed: inspect([lines, buffer.lastFailure], { depth: 12 }) };
}

describe('the poller', () => {
  it.each(Object.keys(SAMPLES) as Request[])(
    'stays within the limits and prints no token, whatever the reply to %s',
    (damaged) =>
      fuzz(60, damagedBytes(SAMPLES[damaged]), async (bytes) => {
        const { raises, buffer, printed } = await pollTwice(damaged, bytes);
        for (const { to, last } of raises) {
          expect(Number.isSafeInteger(to)).toBe(true);
          expect(to).toBeGreaterThan(last?.desired ?? Infinity);
          expect(to).toBeLessThanOrEqual(last?.max ?? 0);
          if (damaged !== 'Action=DescribeAutoScalingGroups') expect(to).toBeLessThanOrEqual(10);
        }
        expect(buffer.succeeded + buffer.failed).toBe(2);
        for (const { values } of buffer.takeMetrics()) expect(values.every(Number.isFinite)).toBe(true);
        expect(partOfSecretIn(printed)).toBeUndefined();
      }),
  );
});
