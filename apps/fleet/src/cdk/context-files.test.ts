import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readContext, saveContext } from './context-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content?: unknown) {
  const path = join(folder, name);
  if (content !== undefined) {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return { path, whole: !name.endsWith('cdk.json') };
}

describe('readContext', () => {
  it('takes the value of each key from the first file that has the key', () => {
    const project = file('cdk.json', { app: 'node main.ts', context: { a: 1 } });
    const saved = file('cdk.context.json', { a: 2, b: 2 });
    expect(readContext([project, saved, file('none.json')])).toEqual({ a: 1, b: 2 });
    expect(readContext([saved, project])).toEqual({ a: 2, b: 2 });
    expect(readContext([file('cdk.json', {})])).toEqual({});
  });

  it.each([['{'], ['[]'], [''], ['null']])(
    'throws an error with file and remedy if a file contains %j',
    (text) => {
      const { path } = file('cdk.context.json', text);
      expect(() => readContext([{ path, whole: true }])).toThrow(
        expect.objectContaining({ key: path, remedy: 'Delete it: the lookups are made again' }),
      );
    },
  );

  const vpc = { vpcId: 'vpc-0123456789abcdef0', availabilityZones: [], subnetGroups: [] };
  const subnet = { subnetId: 'subnet-1', cidr: '10.0.0.0/24', availabilityZone: 'a', routeTableId: 'rtb-1' };
  it('accepts results of lookups in the form in which the CDK saves them', () => {
    const context = {
      'vpc-provider:account=1': { ...vpc, subnetGroups: [{ name: 'a', type: 'Public', subnets: [subnet] }] },
      'ami:account=1': 'ami-0123456789abcdef0',
      'availability-zones:account=1': ['a'],
      '@aws-cdk/core:bootstrapQualifier': 'agents',
    };
    expect(readContext([file('cdk.context.json', context)])).toEqual(context);
  });

  it.each([
    ['vpc-provider:account=1', 5, 'is not a VPC'],
    ['vpc-provider:account=1', null, 'is not a VPC'],
    ['vpc-provider:account=1', {}, 'is not a VPC'],
    ['vpc-provider:account=1', { $providerError: 'no credentials' }, 'is not a VPC'],
    ['vpc-provider:account=1', { ...vpc, vpcId: 'my-vpc' }, 'is not a VPC'],
    ['vpc-provider:account=1', { ...vpc, subnetGroups: [{ name: 'a' }] }, 'is not a VPC'],
    ['ami:account=1', { id: 'ami-0123456789abcdef0' }, 'is not the id of an image'],
    ['ami:account=1', '', 'is not the id of an image'],
    ['@aws-cdk/core:bootstrapQualifier', { a: 1 }, 'is not text'],
  ])('throws an error that names file and key if %s is %j', (key, value, problem) => {
    for (const saved of [
      file('cdk.context.json', { [key]: value }),
      file('cdk.json', { context: { [key]: value } }),
    ]) {
      expect(() => readContext([saved])).toThrow(
        expect.objectContaining({
          key: saved.path,
          message: `${saved.path}: the value of "${key}" ${problem}`,
        }),
      );
    }
  });

  it.each([5, 'a', null, []])('throws an error if the context of cdk.json is %j', (context) => {
    const project = file('cdk.json', { context });
    expect(() => readContext([project])).toThrow(
      expect.objectContaining({
        message: `${project.path}: its "context" is not a JSON object`,
        remedy: 'Correct it: it holds settings of the CDK',
      }),
    );
  });

  it('throws an error if a path leads to a folder', () => {
    expect(() => readContext([{ path: folder, whole: true }])).toThrow(/cannot be read \(EISDIR/);
  });
});

describe('saveContext', () => {
  it('adds values to the file, and creates its folder', () => {
    const target = { path: join(folder, 'new/cdk.context.json'), whole: true };
    saveContext({}, target);
    saveContext({ a: 1 }, target);
    saveContext({ b: { c: 2 } }, target);
    expect(readFileSync(target.path, 'utf8')).toBe('{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n');
  });

  it('throws an error if the file cannot be written', () => {
    const { path } = file('plain', '');
    const inFile = { path: join(path, 'cdk.context.json'), whole: true };
    expect(() => saveContext({ a: 1 }, inFile)).toThrow(/cannot be (read|written)/);
  });
});
