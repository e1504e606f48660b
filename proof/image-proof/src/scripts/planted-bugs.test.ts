import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { SCRIPT_CASES } from './cases/index.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { installScripts } from './sources.ts';

describe('each planted bug', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-bugs-'));
  const platforms = ['linux', 'macos'] as const;

  beforeAll(() => {
    const images = join(workspaceRoot, 'images');
    for (const platform of platforms) {
      installScripts(images, platform, join(folder, platform, 'agent'));
      cpSync(join(images, 'goss', platform), join(folder, platform, 'goss'), { recursive: true });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(PLANTED_BUGS)(
    'names a case that exists, and replaces code that is in the script exactly once: $name',
    (bug) => {
      const [platform] = SCRIPT_CASES.filter(({ name }) => name === bug.foundBy).map(
        (found) => found.platform,
      );
      expect(platforms).toContain(platform);
      const text = readFileSync(join(folder, platform ?? '', 'agent', bug.file), 'utf8');
      expect(text.split(bug.correct)).toHaveLength(2);
    },
  );
});
