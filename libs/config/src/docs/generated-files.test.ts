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
