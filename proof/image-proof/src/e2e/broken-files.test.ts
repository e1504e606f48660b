import { setPriority } from 'node:os';
import { expect, it } from '@jest/globals';
import { BROKEN } from '../testing/broken-files.ts';
import { RepositoryCopy } from '../testing/repository-copy.ts';

// The other end-to-end suites depend on the clock, so they run first.
setPriority(10);

// For what hangs: beside all else that .ci/run starts, it runs on what the others leave.
const MUST_END_WITHIN_MS = 1_800_000;

it(
  'nx affected -t test fails for each broken file, and says where',
  async () => {
    await using copy = await RepositoryCopy.make();
    for (const [path, edit] of Object.entries(BROKEN)) await copy.change(path, edit);
    // These are affected too, but read nothing of these files but the example, which follows.
    const others = '--exclude=images,fleet,sandbox,infra,image-windows';
    const affected = await copy.nx('affected', '-t', 'test', '--base=HEAD', others, '--nxBail=false');
    // Its many cases in PowerShell take a minute, and reading the file shows the fault.
    const windowsTest = await copy.nx('run', 'image-windows:test', '--static');
    const example = await copy.nx(
      'run',
      'infra:test',
      '--excludeTaskDependencies',
      '--testPathPatterns=examples',
    );
    const { linux, macos, windows, ...other } = {
      linux: await copy.failures('images/packer/linux'),
      macos: await copy.failures('images/packer/macos'),
      windows: await copy.failures('images/packer/windows'),
      commands: await copy.failures('proof/image-proof', 'commands'),
      examples: await copy.failures('apps/infra'),
    };
    // Nx says 130 where a task was not run because one that it depends on had failed.
    expect([1, 130]).toContain(affected.exitCode);
    expect(windowsTest.exitCode).toBe(1);
    expect(example.exitCode).toBe(1);
    expect(linux).toContainEqual(expect.stringContaining('parse config: [linux.pkr.hcl:'));
    expect(linux).toContainEqual(expect.stringMatching(/shutdown: [^\n]*\(linux\)\n\s+exit 1, expected 0/));
    expect(macos).toContainEqual(expect.stringContaining('images/goss/macos/image.yaml: it must NOT'));
    expect(macos).toContainEqual(expect.stringMatching(/calls \[[^\]]*launchctl print system/));
    expect(macos).toContainEqual(expect.stringMatching(/shutdown: [^\n]*\(macos\)\n\s+exit 1, expected 0/));
    expect(windows).toContainEqual(expect.stringContaining('images/packer/windows/files/health-check.ps1:'));
    expect(other).toEqual({
      commands: [expect.stringContaining('make images.verify: npx nx run images:verfy')],
      examples: [expect.stringMatching(/macos\.json[^]*SEMAPHORE_AGENT_OSS/)],
    });
  },
  MUST_END_WITHIN_MS,
);
