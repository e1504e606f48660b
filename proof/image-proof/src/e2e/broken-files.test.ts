import { setPriority } from 'node:os';
import { expect, it } from '@jest/globals';
import { BROKEN } from '../testing/broken-files.ts';
import { RepositoryCopy } from '../testing/repository-copy.ts';

// Runs with low priority, because other end-to-end suites depend on the clock.
setPriority(10);

// The script cases that find the broken scripts. The other cases would take most of a minute and find nothing.
process.env['SCRIPT_CASES'] = 'shutdown: asks for a replacement,start: configures and starts';

// Long enough that only a test that hangs is ended, even in .ci/run, where other tasks use most of the CPU.
const TIMEOUT_MS = 1_800_000;

it(
  'nx affected -t test fails for each broken file, and names it',
  async () => {
    await using copy = await RepositoryCopy.make();
    for (const [path, edit] of Object.entries(BROKEN)) await copy.change(path, edit);
    // These projects are affected too. But images, fleet and sandbox read no broken file; infra and image-windows are tested below.
    const others = '--exclude=images,fleet,sandbox,infra,image-windows';
    const affected = await copy.nx('affected', '-t', 'test', '--base=HEAD', others, '--nxBail=false');
    // `--static` runs only the static tests, because the Pester cases take a minute and are not needed to find the fault.
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
    // Nx exits with 130 if a task did not run because a task that it depends on failed.
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
  TIMEOUT_MS,
);
