import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { expect, it } from '@jest/globals';

const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8');

/** The names of the attempts, as hostile-job.py registers them. */
const succeeding = (): readonly string[] => {
  const source = read('proof/image-proof/src/guest/hostile-job.py');
  return source
    .split('\n')
    .flatMap(
      (line) =>
        (/^@attempt\("(.+)", True\)$/.exec(line) ?? /^ {4}.+": "(change .+)",$/.exec(line))?.[1] ?? [],
    );
};

it('docs/security.md lists exactly the attempts that succeed without isolation', () => {
  const [, list = ''] = read('docs/security.md').split('Without isolation, it can:\n\n');
  const listed = (list.split('\n\n')[0] ?? '').split('\n').map((line) => line.replace(/^- /, ''));
  expect(listed).toEqual(succeeding());
  expect(listed.length).toBeGreaterThanOrEqual(30);
});
