import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { workspaceRoot } from '../paths.ts';
import { PackageUser } from '../testing/package-user.ts';

const token = 'package-registration-token';
const FLEET = 'packaged';

/** The packages in a project's bundle, as esbuild lists them. */
async function packagesIn(project: string): Promise<readonly string[]> {
  const text = await readFile(join(workspaceRoot, project, 'metafile.json'), 'utf8');
  const { inputs } = JSON.parse(text) as { inputs: object };
  return Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
}

/** The package, from its publication to the end of a fleet, in an empty folder outside this repository. */
describe('the package', () => {
  let user: PackageUser;
  const fleet = (line: string, input = '') => user.type(`node_modules/.bin/fleet ${line}`, { input });

  /** Physical ids by logical id. */
  const resources = async () => {
    const { StackResources = [] } = await user.region.clients.cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName: FLEET }),
    );
    return Object.fromEntries(
      StackResources.map(({ LogicalResourceId = '', PhysicalResourceId }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ]),
    );
  };

  beforeAll(async () => {
    user = await PackageUser.open(token);
  });
  afterAll(async () => {
    await user?.[Symbol.asyncDispose]();
  });

  it('can be published and installed, and takes less than 60 MB with its dependency', async () => {
    await user.publish('1.0.0');
    const installed = await user.type('npm install agent-aws-stack@1.0.0');
    expect({ ...installed, err: installed.code === 0 ? '' : installed.err }).toMatchObject({
      code: 0,
      err: '',
    });
    const { all, cli } = await user.installedMb();
    const starts: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      starts.push((await user.type('node_modules/.bin/agent-aws-stack --help')).seconds);
    }
    const fastest = Math.min(...starts);
    console.log(
      `installed ${all.toFixed(1)} MB, of which the CDK's CLI ${cli.toFixed(1)} MB; --help in ${fastest.toFixed(2)} s`,
    );
    expect(all).toBeLessThan(60);
  });

  it('shows `npx agent-aws-stack` in the usage of its help, and does not list the command for developers', async () => {
    const { out } = await fleet('--help');
    expect(out).toMatch(/^Usage: npx agent-aws-stack <command>/);
    expect(out).not.toContain('function');
  });

  it('includes the licenses of all bundled packages, also of those in the Lambdas', async () => {
    const file = join(user.folder, 'node_modules/agent-aws-stack/THIRD-PARTY-LICENSES.txt');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const projects = ['fleet', ...LAMBDA_NAMES].map((name) => packagesIn(`apps/${name}`));
    const packages = new Set((await Promise.all(projects)).flat());
    for (const name of ['aws-cdk-lib', 'listr2', '@aws-lambda-powertools/logger']) {
      expect(packages).toContain(name);
    }
    expect([...packages].filter((name) => !lines.some((line) => line.startsWith(`${name} `)))).toEqual([]);
  });

  it('writes a configuration and says what to commit', async () => {
    expect(await fleet('validate')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^fleet\.json: there is no such file in .*\n {2}Create one: npx agent-aws-stack init;/,
      ),
    });
    const { code, out } = await user.type(
      `npx agent-aws-stack init --yes --organization acme --stack-name ${FLEET} --max-size 2`,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/npx agent-aws-stack images build {2}[^]*Commit the configuration/);
    expect(await readFile(join(user.folder, '.gitignore'), 'utf8')).toBe('node_modules/\n');
    expect((await fleet('validate')).out).toContain('One fleet, no problems.');
  });

  // The bundle loads the YAML library in a different way from the checkout.
  it.each([
    ['json', /^\{\n {2}"version": 1,\n/],
    ['yaml', /^version: 1\ncommand: validate\nok: true\n/],
    ['table', /One fleet, no problems\./],
  ])('prints a result in the format %s', async (format, expected) => {
    expect(await fleet(`validate -o ${format}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(expected),
    });
  });

  it('names the image as the checkout does', async () => {
    const line = 'images build linux --os ubuntu-noble --dry-run';
    const { code, out } = await fleet(line);
    expect(code).toBe(0);
    const checkout = await execa(
      process.execPath,
      ['images/src/build/main.ts', 'linux', '--os', 'ubuntu-noble', '--dry-run'],
      { cwd: workspaceRoot },
    );
    const nameIn = (text: string) => /semaphore-agent-v\S+/.exec(text)?.[0];
    expect(nameIn(out)).toEqual(expect.stringContaining('ubuntu-noble-x86_64'));
    expect(nameIn(out)).toBe(nameIn(checkout.stdout));
  });

  it("builds the image with the user's Packer", async () => {
    const built = await fleet('images build linux --os ubuntu-noble');
    expect({ ...built, err: built.code === 0 ? '' : built.err }).toMatchObject({ code: 0, err: '' });
    expect(built.out).toMatch(/Built semaphore-agent-v\S+-ubuntu-noble-x86_64-\S+ in us-east-1/);
    expect((await readdir(join(user.folder, '.fleet/images'))).sort()).toEqual([
      'ubuntu-noble-x86_64.json',
      'ubuntu-noble-x86_64.log',
    ]);
  });

  it('bootstraps, stores the token, plans, deploys and examines a fleet', async () => {
    expect(await fleet('bootstrap --yes')).toMatchObject({
      code: 0,
      err: expect.stringContaining(
        ' from node_modules/agent-aws-stack/docs/execution-policy/resources.json\n',
      ),
    });
    expect(await fleet('token put --yes', token)).toMatchObject({ code: 0 });
    const planned = await fleet('plan');
    expect(planned).toMatchObject({
      code: 0,
      out: expect.stringMatching(/The stack is new: \d+ resources/),
      // Every check can be made, and finds nothing.
      err: expect.stringMatching(/^Preflight: (\d+) of \1 checks ok/m),
    });
    const deployed = await fleet('deploy --yes');
    expect({ ...deployed, err: deployed.code === 0 ? '' : deployed.err }).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^✔ \S+\n[^]* {6}type: s1-\.\.\.\n[^]*\nNext: npx agent-aws-stack run$/),
    });
    expect((await user.region.fleet.groups())[0]).toMatchObject({ min: 0, max: 2 });
    expect((await fleet('plan')).out).toContain('Nothing changes.');
    const { code, out } = await fleet('doctor');
    expect(out).not.toContain('✖');
    expect(code).toBe(0);
  });

  it('synthesizes byte for byte the template that the CDK CLI synthesizes, and makes the same lookups', async () => {
    expect(await fleet('synth --output out')).toMatchObject({ code: 0 });
    await user.synthesizeWithCdk('with-cdk');
    const read = (path: string) => readFile(join(user.folder, path), 'utf8');
    const template = 'AwsSemaphoreAgentStack.template.json';
    expect(await read(`out/${template}`)).toBe(await read(`with-cdk/cdk.out/${template}`));
    expect(JSON.parse(await read('.fleet/cdk.context.json'))).toEqual(
      JSON.parse(await read('with-cdk/cdk.context.json')),
    );
  });

  it('keeps its files in .fleet, and tells Git which to commit', async () => {
    expect((await readdir(join(user.folder, '.fleet'))).sort()).toEqual([
      ...['.gitignore', 'cache', 'cdk.context.json', 'images'],
    ]);
    await user.type('git init -q && git add .fleet');
    const { out } = await user.type('git diff --cached --name-only');
    expect(out.split('\n')).toEqual(['.fleet/.gitignore', '.fleet/cdk.context.json']);
    const modified = await user.type(
      'find node_modules/agent-aws-stack -newer node_modules/.package-lock.json -type f',
    );
    expect(modified.out).toBe('');
  });

  it('is updated in place: the next version renames no image and replaces no resource', async () => {
    const before = await resources();
    const nameOf = async () =>
      /semaphore-agent-v\S+/.exec((await fleet('images build linux --os ubuntu-noble --dry-run')).out)?.[0];
    const image = await nameOf();
    // Like every release, this version has changed code.
    await user.publish('1.0.1', (folder) =>
      appendFile(join(folder, 'lambdas/agent-scaler/index.mjs'), '\n//\n'),
    );
    expect(await user.type('npm install agent-aws-stack@1.0.1')).toMatchObject({ code: 0 });
    expect(await nameOf()).toBe(image);
    const { out } = await fleet('plan --json');
    const { fleets } = JSON.parse(out) as { fleets: { comparison: { changes: { kind: string }[] } }[] };
    const kinds = new Set(fleets[0]?.comparison.changes.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['update']);
    expect(await fleet('deploy --yes')).toMatchObject({ code: 0 });
    expect(await resources()).toEqual(before);
  });

  it('destroys the fleet', async () => {
    expect(await fleet(`destroy ${FLEET} --yes`)).toMatchObject({ code: 0, out: `✔ ${FLEET}` });
    expect(await user.region.fleet.groups()).toEqual([]);
    expect(await readFile(join(user.folder, 'fleet.json'), 'utf8')).toContain(`"${FLEET}"`);
  });
});
