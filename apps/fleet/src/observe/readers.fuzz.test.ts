import { damagedJson, damagedText, fuzz } from '@agent-aws-stack/fuzz';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../cli/errors.ts';
import { printable } from '../cli/printable.ts';
import { deployedTemplate } from '../testing/deployed-template.ts';
import { fleetFromTemplate } from './fleet-from-template.ts';
import { parseScalerLine } from './scaler-log.ts';
import type { Template } from './template.ts';

const LINES = [
  '{"level":"INFO","message":"desired capacity raised","timestamp":"2026-03-01T10:00:00.000Z","decision":"raise","queued":3,"running":1,"idle":0,"occupied":1,"min":0,"max":10,"desired":1,"target":4,"reason":"demand"}',
  '{"level":"WARN","message":"poll failed","timestamp":"2026-03-01T10:00:00.000Z","error":{"name":"SemaphoreStatusError","message":"status 503"}}',
  '2026-11-24T12:00:00Z r-1 Task timed out after 90.00 seconds',
  '\u001b[2J\u001b]0;title\u0007\u009b31mred\u001b[0m',
];

describe('parseScalerLine, printable', () => {
  it('read any line, and print nothing that controls a terminal', () =>
    fuzz(400, damagedText(LINES), (line) => {
      const entry = parseScalerLine(line, new Date(0));
      expect(entry?.at.getTime() ?? 0).not.toBeNaN();
      expect(printable(line)).toMatch(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$/);
    }));
});

describe('fleetFromTemplate', () => {
  const Resources: Template['Resources'] = deployedTemplate('ci').Resources;
  const [[config, { Properties: parameter }], ...others] = Object.entries(Resources) as [
    [string, { Properties: { Value: string } }],
    ...(readonly [string, { Type: string; Properties?: object }])[],
  ];
  const values = damagedText([parameter.Value]);
  const properties = fc.tuple(...others.map(([, { Properties }]) => damagedJson([Properties])));

  it('turns any template that CloudFormation accepts into a fleet with sizes, or a UserError', () =>
    fuzz(300, fc.tuple(values, properties), ([Value, damaged]) => {
      const template = {
        Resources: {
          [config]: { Type: 'AWS::SSM::Parameter', Properties: { Value } },
          ...Object.fromEntries(
            others.map(([id, { Type }], index) => [id, { Type, Properties: damaged[index] }]),
          ),
        },
      } as Template;
      try {
        const { group } = fleetFromTemplate('ci', template);
        expect([group.minSize, group.maxSize].every(Number.isFinite)).toBe(true);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }));
});
