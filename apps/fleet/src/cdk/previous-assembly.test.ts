import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FakeTools } from '../testing/fake-stacks.ts';
import { withPreviousAssembly } from './previous-assembly.ts';

const template = { Resources: { old: {} } };
const previous = { template, parameters: {}, tags: { team: 'ci' } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assembly-test-'));
  const tools = new FakeTools({ linux: { Resources: { new: {} } }, mac: {} });
  await tools.synthesize({ ids: ['linux'], folder, env: {}, context: [] });
});
afterEach(() => rm(folder, { recursive: true }));

const readJson = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

it("an assembly of the previous version has that version's tags, and its template under a new hash", async () => {
  const used = await withPreviousAssembly({ folder, id: 'linux' }, previous, async (written) => {
    expect(readdirSync(written).sort()).toEqual([
      'linux.assets.json',
      'linux.template.json',
      'manifest.json',
    ]);
    expect(readJson(written, 'linux.template.json')).toEqual(template);
    const { artifacts } = readJson(written, 'manifest.json');
    expect(Object.keys(artifacts).sort()).toEqual(['linux', 'linux.assets']);
    const { files } = readJson(written, 'linux.assets.json');
    const [[hash, file]] = Object.entries(files) as [[string, { destinations: { here: object } }]];
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(file.destinations.here).toEqual({ bucketName: 'assets', objectKey: `${hash}.json` });
    expect(artifacts.linux.properties).toEqual({
      ...{ templateFile: 'linux.template.json', tags: { team: 'ci' }, assumeRoleArn: 'deploy-role' },
      stackTemplateAssetObjectUrl: `s3://assets/${hash}.json`,
    });
    expect(artifacts.linux.dependencies).toEqual(['linux.assets']);
    expect(artifacts.linux.additionalMetadataFile).toBeUndefined();
    return written;
  });
  expect(existsSync(used)).toBe(false);
});
