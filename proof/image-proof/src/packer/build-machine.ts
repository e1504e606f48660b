import { appendFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ubuntu, type Arch } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import type { Machine } from '../guest/machine.ts';
import { ImageBuilder } from './image-builder.ts';
import { BUILD_REGION, BUILD_RELEASE, type BuildRegion } from './region.ts';

export interface BuildMachineOptions {
  /** A folder that does not exist yet. */
  readonly folder: string;
  /** The guest behind every instance. */
  readonly machine: Machine;
  readonly region: BuildRegion;
  readonly arch: Arch;
  /** Host names that resolve to this machine. */
  readonly hosts: readonly string[];
  /** Their CA certificate, in PEM. */
  readonly certificate: string;
  /** The content of versions.json for the builds. */
  readonly versions: string;
  /** Environment variables of every build. */
  readonly variables: Readonly<Record<string, string>>;
  /** Requests to the vendors for files that do not exist. */
  readonly missed: readonly string[];
}

/** The machine that builds images. */
export interface BuildMachine {
  readonly machine: Machine;
  readonly region: BuildRegion;
  readonly builder: ImageBuilder;
  readonly arch: Arch;
  /** Environment variables of every build. */
  readonly variables: Readonly<Record<string, string>>;
  /** Requests to the vendors for files that do not exist. */
  readonly missed: readonly string[];
}

const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Prepares this mount namespace for builds: the host names of EC2 and the vendors resolve to this machine, and files that
 * builds write to `images` and `apps/infra` are discarded.
 */
export async function prepareBuildMachine(options: BuildMachineOptions): Promise<BuildMachine> {
  const { folder, machine, region, arch, hosts, certificate, versions, variables, missed } = options;
  await mkdir(folder);
  const hostsFile = join(folder, 'hosts');
  await writeFile(hostsFile, `127.0.0.1 localhost ${hosts.join(' ')}\n`);
  await execa('mount', ['--bind', hostsFile, '/etc/hosts']);
  const authorities = join(folder, 'authorities.pem');
  await cp(AUTHORITIES, authorities);
  await appendFile(authorities, certificate);
  for (const name of ['images', 'apps/infra']) await shadow(name, join(folder, 'shadows', name));
  const builder = await ImageBuilder.prepare({
    ...{ folder: join(folder, 'builder'), os: ubuntu(BUILD_RELEASE), arch, region: BUILD_REGION },
    ...{ authorities, versions },
  });
  return { machine, region, builder, arch, variables, missed };
}

/** Discards writes below a folder of the workspace. */
async function shadow(name: string, folder: string): Promise<void> {
  const [lower, upper, work] = [join(workspaceRoot, name), join(folder, 'upper'), join(folder, 'work')];
  for (const each of [upper, work]) await mkdir(each, { recursive: true });
  const layers = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
  await execa('mount', ['-t', 'overlay', 'overlay', '-o', layers, lower]);
}
