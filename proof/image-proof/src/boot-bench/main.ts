/** The command line of `nx run images:bench`, which boots the Linux image in a guest and measures the steps of its start. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageName } from '@agent-aws-stack/ami-hash';
import { ubuntu } from '@agent-aws-stack/contract';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { Command, InvalidArgumentError, Option } from 'commander';
import { guestBase, REAL_CLOUD_INIT } from '../guest/base.ts';
import { mitogen } from '../guest/mitogen.ts';
import { prepareSandboxFleet } from '../guest/sandbox-fleet.ts';
import { GUEST_TOOLS, prepareTools } from '../guest/steps.ts';
import { GUEST_NAMES, GUEST_SYSTEMS, type GuestName } from '../guest/system.ts';
import { installMissing } from '../tools/command.ts';
import { runInNamespaces } from '../tools/namespaces.ts';
import { Boot } from './boot.ts';
import { mediansTable } from './medians.ts';
import type { BenchOptions } from './options.ts';

const { boots, guest } = new Command('images:bench')
  .description(
    'Boots the Linux image in a guest without AWS, and prints how long each step of its start takes.',
  )
  .option('--boots <n>', 'boots in each way', positiveInteger, 5)
  .addOption(
    new Option('--guest <system>', 'system of the guest').choices(GUEST_NAMES).default(GUEST_NAMES[0]),
  )
  .parse()
  .opts<{ boots: number; guest: GuestName }>();

const say = (text: string): void => console.error(text);
const folder = await mkdtemp(join(tmpdir(), 'boots-'));
try {
  console.log(await bench());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function bench(): Promise<string> {
  const system = GUEST_SYSTEMS[guest];
  const tools = GUEST_TOOLS(system);
  await installMissing(tools);
  const missing = [];
  for (const tool of tools) if (!(await tool.present())) missing.push(`${tool.name}: ${tool.install}`);
  if (missing.length > 0) throw new Error(`The bench needs:\n${missing.join('\n')}`);
  const base = await guestBase(system, say, REAL_CLOUD_INIT);
  const bin = await venvBin(say);
  await prepareSandboxFleet();
  const results = join(folder, 'boots.json');
  const options: BenchOptions = {
    ...{ folder: join(folder, 'g'), images: join(workspaceRoot, 'images'), system: guest, base, bin },
    ...{ tools: await prepareTools(say), mitogen: await mitogen(bin), boots, results },
    image: join(workspaceRoot, '.sandbox/images/booted', await imageKey(base.root)),
  };
  await mkdir(options.folder);
  try {
    await runInNamespaces(join(import.meta.dirname, 'run.ts'), [JSON.stringify(options)], say);
  } catch (error) {
    if (!existsSync(results)) throw error;
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
  const measured = Boot.array().parse(JSON.parse(await readFile(results, 'utf8')));
  const [processor] = cpus();
  return `${system.name}, ${cpus().length} cores (${processor?.model}), ${boots} boots in each way\n\n${mediansTable(measured)}`;
}

/** Changes whenever the image's sources, its base or the stand-ins of the vendors change. */
async function imageKey(base: string): Promise<string> {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  const hash = createHash('sha256').update(
    `${imageName({ os: ubuntu('noble'), arch, root: workspaceRoot })} ${base}`,
  );
  const guests = join(import.meta.dirname, '../guest');
  for (const file of (await readdir(guests, { recursive: true })).toSorted()) {
    if (/\.(?:ts|go|py)$/.test(file)) hash.update(await readFile(join(guests, file)));
  }
  return `${guest}-${hash.digest('hex').slice(0, 12)}`;
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number, at least 1.');
  return Number(text);
}
