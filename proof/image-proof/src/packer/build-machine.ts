import { appendFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ubuntu, type Arch } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import type { Machine } from '../guest/machine.ts';
import { ImageBuilder } from './image-builder.ts';
import { BUILD_REGION, BUILD_RELEASE, type BuildRegion } from './region.ts';

export interface BuildMachineOptions {
  /** A folder to be made. */
  readonly folder: string;
  /** Behind every instance. */
  readonly machine: Machine;
  readonly region: BuildRegion;
  readonly arch: Arch;
  /** Names that lead here. */
  readonly hosts: readonly string[];
  /** PEM of the authority behind them. */
  readonly certificate: string;
  /** images/packer/linux/versions.json as it is here. */
  readonly versions: string;
  /** Of the environment of every build. */
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
  /** Of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Requests to the vendors for files that do not exist. */
  readonly missed: readonly string[];
}

const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Points the names of EC2 and the vendors to this machine, in this mount namespace, and discards what builds write. */
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
