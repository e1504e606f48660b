import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resources } from '../testing/synthesize.ts';

const project = join(import.meta.dirname, '../..');
const example = join(project, '../../examples/cdk-app');
const { resolve } = createRequire(import.meta.url);

/** The packages in a project's bundle, as esbuild lists them. */
function packagesIn(folder: string): readonly string[] {
  const { inputs } = JSON.parse(readFileSync(join(folder, 'metafile.json'), 'utf8')) as { inputs: object };
  return Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
}

/** The folder has the packed package (installed without a registry), its peer packages and the example. */
describe('the package, installed in an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'constructs-package-'));
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        CDK_DEFAULT_ACCOUNT: '111111111111',
        CDK_DEFAULT_REGION: 'us-east-1',
        CDK_OUTDIR: join(folder, 'cdk.out'),
        CDK_VALIDATION: 'false',
      },
    });

  /** Puts a package of this workspace into the folder. */
  const link = (name: string): void => {
    const target = join(folder, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(dirname(resolve(`${name}/package.json`)), target);
  };

  beforeAll(() => {
    const [packed = ''] = run('npm', 'pack', join(project, 'dist'), '--silent').trim().split('\n');
    cpSync(example, folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    // The peers must be in the folder first, because npm would install missing ones from a registry. If a peer has a version that the
    // package does not support, npm fails.
    link('aws-cdk-lib');
    link('constructs');
    run('npm', 'install', `./${packed}`, '--offline', '--no-audit', '--no-fund');
    link('@types/node');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs no package but its peers', () => {
    expect(readdirSync(join(folder, 'node_modules/@agent-aws-stack'))).toEqual(['constructs']);
    const manifest = readFileSync(
      join(folder, 'node_modules/@agent-aws-stack/constructs/package.json'),
      'utf8',
    );
    expect(JSON.parse(manifest)).not.toHaveProperty('dependencies');
  });

  it('includes the licenses of all that is bundled, in the Lambdas too', () => {
    const file = 'node_modules/@agent-aws-stack/constructs/THIRD-PARTY-LICENSES.txt';
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    const lambdas = LAMBDA_NAMES.map((name) => join(project, '../../apps', name));
    const packages = new Set([project, ...lambdas].flatMap(packagesIn));
    expect(packages).toContain('@aws-lambda-powertools/logger');
    expect([...packages].filter((name) => !lines.some((line) => line.startsWith(`${name} `)))).toEqual([]);
  });

  it('has types with which the example compiles', () => {
    expect(run(process.execPath, resolve('typescript/bin/tsc'), '--project', '.', '--preserveSymlinks')).toBe(
      '',
    );
  });

  it('can synthesize the example', () => {
    run(process.execPath, 'app.ts');
    const template = readFileSync(join(folder, 'cdk.out/Ci.template.json'), 'utf8');
    const { Resources: resources } = JSON.parse(template) as { Resources: Resources };
    expect(resources).toMatchObject({
      LinuxautoScalingGroup: { Properties: { MaxSize: '50' } },
      ArmautoScalingGroup: { Properties: { MaxSize: '10' } },
    });
    const assets = readdirSync(join(folder, 'cdk.out')).filter((name) => name.startsWith('asset.'));
    const bundles = assets.map((name) => readdirSync(join(folder, 'cdk.out', name)));
    expect(bundles.filter((files) => files.includes('index.mjs'))).toHaveLength(3);
  });

  it('can also be loaded with require', () => {
    const script = "console.log(Object.keys(require('@agent-aws-stack/constructs')).sort().join())";
    writeFileSync(join(folder, 'load.cjs'), script);
    expect(run(process.execPath, 'load.cjs').trim()).toBe('AgentFleet,InvalidFleetPropsError');
  });
});
