import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { installation } from './index.ts';
import { installationOf } from './installation.ts';

describe('a checkout', () => {
  it('has a file at every path that the installation names', () => {
    const { kind, app, imageBuilder, executionPolicies, permissionsBoundary, schema, cdkFolder, root } =
      installation;
    expect(kind).toBe('checkout');
    const policies = [executionPolicies, permissionsBoundary];
    const files = [app, imageBuilder, ...policies, schema, cdkFolder, join(root, 'images/packer')];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe('the package', () => {
  const lib = '/repository/node_modules/agent-aws-stack/lib';

  it.each(['main.mjs', 'chunk-ABC.mjs'])(
    'creates files only in .fleet in the folder of its user (%s)',
    (file) => {
      const { kind, root, cdkFolder, cacheFolder, imageResults } = installationOf(
        join(lib, file),
        '/repository',
      );
      expect({ kind, root }).toEqual({ kind: 'package', root: '/repository/node_modules/agent-aws-stack' });
      for (const folder of [cdkFolder, cacheFolder, imageResults]) {
        expect(folder).toMatch(/^\/repository\/\.fleet/);
      }
    },
  );

  it('creates a .gitignore for the files that can be made again, and does not overwrite a changed .gitignore', () => {
    const folder = mkdtempSync(join(tmpdir(), 'installation-'));
    const { prepare, cdkFolder } = installationOf(join(lib, 'main.mjs'), folder);
    prepare();
    expect(readFileSync(join(cdkFolder, '.gitignore'), 'utf8')).toMatch(/^\*\n!\.gitignore\n(?:!\S+\n)+$/);
    writeFileSync(join(cdkFolder, '.gitignore'), 'changed');
    prepare();
    expect(readFileSync(join(cdkFolder, '.gitignore'), 'utf8')).toBe('changed');
    rmSync(folder, { recursive: true });
  });

  it('is run by npx', () => {
    const { program, buildImage, configuration } = installationOf(join(lib, 'main.mjs'), '/repository');
    expect([program, buildImage('linux'), configuration]).toEqual([
      'npx agent-aws-stack',
      'npx agent-aws-stack images build linux',
      'fleet.json',
    ]);
  });
});
