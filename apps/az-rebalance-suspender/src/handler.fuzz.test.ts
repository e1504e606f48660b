import { InvalidRequestError } from '@agent-aws-stack/aws-clients';
import { damagedJson, damagedText, fuzz, partOfSecretIn, SECRET } from '@agent-aws-stack/fuzz';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidEventError } from './event.ts';
import { handle } from './handler.ts';
import { MAX_RESPONSE_BYTES } from './response.ts';
import { event } from './testing/events.ts';
import { fakePorts } from './testing/fake-ports.ts';

const ResponseURL = `https://bucket.s3.example/key?X-Amz-Signature=${SECRET}`;
const EVENTS = (['Create', 'Update', 'Delete'] as const).map((type) => event(type, { ResponseURL }));
/** The most characters that all ids of an event may have together. CloudFormation's are much shorter; only a damaged event has longer ones. */
const LONGEST_IDS = 3_000;
/** Messages of Auto Scaling. */
const MESSAGES = ['Rate exceeded', 'é€😀'.repeat(300), '\u0001'.repeat(1_000)];

describe('handle', () => {
  it("responds to every event that has an https URL, within CloudFormation's limit, and prints no signature", () =>
    fuzz(1_200, fc.tuple(damagedJson(EVENTS), damagedText(MESSAGES)), async ([damaged, message]) => {
      const ports = fakePorts();
      const site = { action: 'autoscaling:SuspendProcesses', resource: 'group g' };
      ports.suspendAzRebalance.mockRejectedValue(new InvalidRequestError(site, { detail: message }));
      const error = await handle(damaged, ports).catch((thrown: unknown) => thrown);
      if (error !== undefined) expect(error).toBeInstanceOf(InvalidEventError);
      const bodies = ports.put.mock.calls.map(([, body]) => body);
      expect(bodies).toHaveLength(error === undefined ? 1 : 0);
      for (const body of bodies) {
        const { Status, PhysicalResourceId, StackId, RequestId, LogicalResourceId } = JSON.parse(body);
        expect(Status).toMatch(/^(SUCCESS|FAILED)$/);
        expect(PhysicalResourceId).toEqual(expect.stringMatching(/./));
        const idsAreNormal =
          `${PhysicalResourceId}${StackId}${RequestId}${LogicalResourceId}`.length < LONGEST_IDS;
        if (idsAreNormal) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_RESPONSE_BYTES);
      }
      const { info, warn, error: logged } = ports.logger;
      const lines = [info, warn, logged].flatMap(({ mock }) => mock.calls);
      expect(partOfSecretIn([lines, error, bodies])).toBeUndefined();
    }));
});
