import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../testing/synthesize.ts';

describe("the query for the scaler's decisions", () => {
  const query = () => templateOf('plain').only('AWS::Logs::QueryDefinition');

  it("is saved under the fleet's name, and reads only the scaler's log", () => {
    expect(query()['Name']).toBe('plain/scaler-decisions');
    const [group, ...others] = query()['LogGroupNames'] as { Ref: string }[];
    expect(others).toEqual([]);
    expect(templateOf('plain').properties(group!.Ref)['LogGroupName']).toBe('/aws/lambda/plain/agent-scaler');
  });

  it('shows each decision with its inputs, and each failure, newest first', () => {
    const text = String(query()['QueryString']);
    for (const field of ['message', 'reason', 'queued', 'running', 'desired', 'target', 'error.name'])
      expect(text).toMatch(new RegExp(`fields .*${field}`));
    expect(text).toContain("filter service = 'agent-scaler'");
    expect(text).toContain('sort @timestamp desc');
  });

  it('does not exist without a scaler', () => {
    expect(templateOf('no-dynamic-scaling').ofType('AWS::Logs::QueryDefinition')).toEqual([]);
  });
});
