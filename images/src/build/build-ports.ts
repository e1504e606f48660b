import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installation } from '@agent-aws-stack/installation';
import { ec2Client, Images } from '@agent-aws-stack/aws-clients/ec2';
import { venvBin } from '../venv.ts';
import { workspaceRoot } from '../workspace.ts';
import type { BuildPlan } from './build-plan.ts';
import { clearCachedLookup } from './cached-lookup.ts';
import type { BuildPorts } from './image-build.ts';
import { PackerCli, type DebugOptions } from './packer-cli.ts';
import { keptByDebug } from './debug-build.ts';
import { whyFailed } from './why-failed.ts';

/** The path of a build's files without their extension: images/dist/<os>-<arch>. */
export const resultsOf = ({ os, arch }: BuildPlan): string =>
  join(installation.imageResults, `${os}-${arch}`);

export const logFileOf = (plan: BuildPlan): string => `${resultsOf(plan)}.log`;

export interface BuildPortsOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Prevents two builds from installing the same plugin at the same time. */
  readonly exclusively: <T>(task: () => Promise<T>) => Promise<T>;
}

/** AWS, Packer and the clock for one build. Truncates the build's log. */
export function buildPorts(plan: BuildPlan, { env, signal, exclusively }: BuildPortsOptions): BuildPorts {
  const logFile = logFileOf(plan);
  mkdirSync(join(logFile, '..'), { recursive: true });
  writeFileSync(logFile, '');
  // With --debug, the log may contain secrets, so only its owner may read it.
  chmodSync(logFile, plan.debug ? 0o600 : 0o644);
  const packerEnv: NodeJS.ProcessEnv = { ...env };
  const folder = join(workspaceRoot, 'images/packer', plan.family);
  const packer = new PackerCli({
    ...{ folder, env: packerEnv, logFile, signal },
    whyFailed: (events) => whyFailed(plan, events),
    debug: plan.debug ? debugOptions(plan) : undefined,
  });
  const images = new Images(ec2Client({ region: plan.region }));
  return {
    signal,
    findImage: (name) => images.findOwn(name),
    findById: (id) => images.findById(id),
    clock: { now: () => performance.now(), sleep: (ms) => sleep(ms, undefined, { signal }) },
    packer: {
      init: (say) => exclusively(() => packer.init(say)),
      run: (args, onLine) => packer.run(args, onLine),
      build: (args, say) => packer.build(args, say),
    },
    prepare: async (say) => {
      // Packer runs Ansible on this machine, so it must find Ansible on its PATH.
      if (plan.family === 'linux') packerEnv['PATH'] = await pathWithAnsible(env['PATH'] ?? '', say);
    },
    forgetLookup: (name) => clearCachedLookup(join(installation.cdkFolder, 'cdk.context.json'), name),
  };
}

/** A PATH with Ansible. The npm package uses an Ansible that is already on the PATH. Otherwise, and always in a checkout, installs the pinned one. */
async function pathWithAnsible(path: string, say: (text: string) => void): Promise<string> {
  const hasAnsible = path.split(delimiter).some((folder) => existsSync(join(folder, 'ansible-playbook')));
  if (installation.kind === 'package' && hasAnsible) return path;
  return [await venvBin(say), path].join(delimiter);
}

/** Creates an empty folder, in which Packer will save the instance's key. */
function debugOptions(plan: BuildPlan): DebugOptions {
  const folder = `${resultsOf(plan)}-debug`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder, kept: (events) => keptByDebug(plan, events, folder) };
}
