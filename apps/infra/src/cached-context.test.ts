import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cachedContext } from './cached-context.ts';
import { inTemporaryFolder } from './testing/synthesize.ts';

const read = (text: string, env = {}) =>
  inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'cdk.context.json'), text);
    return cachedContext(env, folder);
  });

describe('cachedContext', () => {
  it('returns what the CDK CLI saved', () => {
    expect(read('{"vpc-provider:x": {"vpcId": "vpc-1"}}')).toEqual({ 'vpc-provider:x': { vpcId: 'vpc-1' } });
  });

  it('returns nothing if the CDK CLI runs the app and passes its context', () => {
    expect(read('{"a": 1}', { CDK_CONTEXT_JSON: '{}' })).toBeUndefined();
  });

  it('returns nothing if there is no file', () => {
    expect(inTemporaryFolder((folder) => cachedContext({}, folder))).toBeUndefined();
  });

  it.each(['', '{', '[1]', '"text"', 'null'])('rejects the content %j, with a remedy', (text) => {
    expect(() => read(text)).toThrow(/cdk\.context\.json: is not a JSON object\. Delete it/);
  });
});
