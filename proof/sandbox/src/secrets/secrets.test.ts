import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { searchFiles } from './search-files.ts';
import { searchProcesses } from './search-processes.ts';
import { combine, describeSearched } from './search-result.ts';
import { secretsIn, type Secret } from './secret.ts';

const value = 'canary+8f2b/61c0=d94e';
const secret: Secret = { name: 'the token', value };

describe('secretsIn', () => {
  it.each([
    ['a line of a log', `Authorization: Token ${value}`],
    ['a URL', `https://acme.example/?token=${encodeURIComponent(value)}`],
    ...['', 'a', 'ab', 'abc'].map((before) => [
      `Base64, after ${before.length} other bytes`,
      Buffer.from(`${before}${value}, and more`).toString('base64'),
    ]),
  ])('finds a secret in %s', (_, text) => {
    expect(secretsIn(text ?? '', [secret])).toEqual(['the token']);
  });

  it('finds nothing in other texts', () => {
    expect(secretsIn(value.slice(1), [secret])).toEqual([]);
  });
});

describe('searchFiles', () => {
  it('names the files that contain a secret, in all folders, but not its value', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'secrets-'));
    await mkdir(join(folder, 'cdk.out'));
    await writeFile(join(folder, 'clean.log'), 'nothing');
    await writeFile(join(folder, 'cdk.out/ci.template.json'), JSON.stringify({ token: value }));
    expect(await searchFiles(folder, [secret])).toEqual({
      searched: { files: 2 },
      found: [`the token in the file ${join('cdk.out', 'ci.template.json')}`],
    });
    await rm(folder, { recursive: true });
  });
});

/** Only Linux shows the environment of a process as a file. */
const onLinux = process.platform === 'linux' ? it.each : it.skip.each;

describe('searchProcesses', () => {
  onLinux([
    ['the arguments', [value], {}],
    ['the environment', [], { TOKEN: value }],
  ])('finds a secret in %s of a process', async (where, args, env) => {
    const program = 'process.stdout.write("running"); setInterval(() => 0, 1_000)';
    const child = spawn(process.execPath, ['-e', program, '--', ...args], { env });
    await once(child.stdout, 'data');
    const { searched, found } = await searchProcesses([secret]);
    child.kill();
    await once(child, 'exit');
    expect(found).toEqual([expect.stringMatching(`^the token in ${where} of the process `)]);
    expect(searched['processes']).toBeGreaterThan(1);
  });
});

describe('combine', () => {
  it('adds up what was searched', () => {
    const results = [
      { searched: { files: 2, processes: 1 }, found: ['a'] },
      { searched: { files: 3 }, found: ['a', 'b'] },
    ];
    expect(combine(results)).toEqual({ searched: { files: 5, processes: 1 }, found: ['a', 'b'] });
    expect(describeSearched(combine(results))).toBe('5 files, 1 processes');
  });
});
