import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parameterKeys } from '../parameters/index.ts';
import { CONFIG_FILE_VARIABLE } from '../sources/environment.ts';

/** Variables of Semaphore's cache command and of Semaphore's jobs. */
const OTHERS = /^SEMAPHORE_(?:CACHE_.+|ORGANIZATION_URL|PROJECT_ID|AGENT_MACHINE_TYPE)$/;

it('help, messages and comments name only parameters that exist', () => {
  const files = globSync(join(import.meta.dirname, '../**/*.ts')).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const names = files.flatMap(
    (path) => readFileSync(path, 'utf8').match(/SEMAPHORE_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [],
  );
  const known = new Set<string>([...parameterKeys, CONFIG_FILE_VARIABLE, 'SEMAPHORE_AGENT']);
  expect(names.filter((name) => !known.has(name) && !OTHERS.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(parameterKeys.length);
});
