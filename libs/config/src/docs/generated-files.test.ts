import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parameterKeys } from '../parameters/index.ts';
import { generatedFiles } from './generated-files.ts';

const root = join(import.meta.dirname, '../../../..');

describe.each(generatedFiles())('$path', ({ path, text }) => {
  it('is up to date (if not: npx nx run config:docs)', () => {
    const stale =
      readFileSync(join(root, path), 'utf8') === text ? [] : [`${path}: run npx nx run config:docs`];
    expect(stale).toEqual([]);
  });

  it('names every parameter', () => expect(parameterKeys.filter((key) => !text.includes(key))).toEqual([]));
});

describe('npx nx run config:docs', () => {
  const docs = (argument: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'write.ts'), argument], { encoding: 'utf8' });

  it.each([
    ['--help', 0, 'stdout', /docs\/parameters\.md\n +schema\/fleet\.schema\.json\n/],
    ['--hlep', 2, 'stderr', /^--hlep: .*\n\(--help/],
  ] as const)('%s writes nothing', (argument, code, stream, output) => {
    const ran = docs(argument);
    expect(ran.status).toBe(code);
    expect(ran[stream]).toMatch(output);
    expect(ran.stdout).not.toContain('wrote');
  });
});
