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
  it('is what the CDK CLI saved', () => {
    expect(read('{"vpc-provider:x": {"vpcId": "vpc-1"}}')).toEqual({ 'vpc-provider:x': { vpcId: 'vpc-1' } });
  });

  it('is left to the CLI where it runs the app', () => {
    expect(read('{"a": 1}', { CDK_CONTEXT_JSON: '{}' })).toBeUndefined();
  });

  it('is nothing where nothing was saved', () => {
    expect(inTemporaryFolder((folder) => cachedContext({}, folder))).toBeUndefined();
  });

  it.each(['', '{', '[1]', '"text"', 'null'])('of %j is refused with a remedy', (text) => {
    expect(() => read(text)).toThrow(/cdk\.context\.json: is not a JSON object\. Delete it/);
  });
});
