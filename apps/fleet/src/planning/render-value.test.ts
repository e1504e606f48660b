import { expect, it } from '@jest/globals';
import { renderValue, renderValueChange } from './render-value.ts';

it.each<[unknown, string]>([
  ['20', '20'],
  [20, '20'],
  [false, 'false'],
  [null, 'null'],
  [['a', { Ref: 'B' }], '[a, ${B}]'],
  [{ 'Fn::GetAtt': ['Role', 'Arn'] }, '${Role.Arn}'],
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3']] }, 'arn:${AWS::Partition}:s3'],
  [{ 'Fn::Join': ['', { Ref: 'List' }] }, '{"Fn::Join":["",{"Ref":"List"}]}'],
  [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
  [{}, '{}'],
])('prints %j on one line', (value, text) => {
  expect(renderValue(value)).toBe(text);
});

it('prints the value before and after, shortened', () => {
  const change = { path: 'Code.S3Key', before: undefined, after: 'x'.repeat(100) };
  expect(renderValueChange(change)).toBe(`Code.S3Key: (none) → ${'x'.repeat(59)}…`);
});
