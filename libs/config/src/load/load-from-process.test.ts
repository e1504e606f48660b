import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadFleetsFromProcess } from './load-from-process.ts';
import { minimalFleet } from '../testing/attempt.ts';

describe('loadFleetsFromProcess', () => {
  let root: string;
  const env = { SEMAPHORE_AGENT_STACK_CONFIG: 'fleet.json' };

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'config-'));
    mkdirSync(join(root, 'project'));
    writeFileSync(join(root, 'fleet.json'), JSON.stringify(minimalFleet));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each<[string, () => { env: Record<string, string>; cwd: () => string }]>([
    ['in the working folder', () => ({ env, cwd: () => root })],
    [
      'in the folder where npm was called',
      () => ({ env: { ...env, INIT_CWD: root }, cwd: () => join(root, 'project') }),
    ],
    [
      'in the Nx workspace',
      () => ({ env: { ...env, NX_WORKSPACE_ROOT: root }, cwd: () => join(root, 'project') }),
    ],
    [
      'by its full path, wherever it is',
      () => ({ env: { SEMAPHORE_AGENT_STACK_CONFIG: join(root, 'fleet.json') }, cwd: () => '/' }),
    ],
  ])('finds the file %s', (_where, context) =>
    expect(loadFleetsFromProcess(context()).fleets).toMatchObject([{ stackName: 'linux-ci' }]),
  );

  it('names the file that it cannot find', () =>
    expect(() => loadFleetsFromProcess({ env, cwd: () => join(root, 'project') })).toThrow(
      /there is no \/.*fleet\.json/,
    ));
});
