import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { SigningKey } from './signing-key.ts';

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** Contents by path. Files in bin folders are executable. */
  readonly files?: Readonly<Record<string, string>>;
  readonly postinst?: string;
}

/** Builds a package in a folder and returns the path of the file. */
export async function buildPackage(folder: string, debianPackage: DebianPackage): Promise<string> {
  const { name, version, files = {}, postinst } = debianPackage;
  const tree = join(folder, `${name}.tree`);
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: all',
    'Maintainer: nobody <nobody@example.org>',
    `Description: stand-in for ${name}`,
  ];
  const scripts = postinst === undefined ? {} : { 'DEBIAN/postinst': `#!/bin/sh\nset -e\n${postinst}\n` };
  const all = { 'DEBIAN/control': `${control.join('\n')}\n`, ...scripts, ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
    await chmod(join(tree, path), /bin\/|postinst/.test(path) ? 0o755 : 0o644);
  }
  const file = join(folder, `${name}.deb`);
  // dpkg-deb refuses folders that the group can write to, which the umask may allow.
  await execa('chmod', ['-R', 'go-w', tree]);
  await execa('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, file]);
  await rm(tree, { recursive: true });
  return file;
}

/**
 * Creates a signed repository of the packages in `<folder>/pool`.
 * @param suite - e.g. bookworm
 * @param component - e.g. main
 */
export async function makeRepository(
  folder: string,
  suite: string,
  component: string,
  key: SigningKey,
): Promise<void> {
  const stanzas: string[] = [];
  for (const name of (await readdir(join(folder, 'pool'))).filter((file) => file.endsWith('.deb'))) {
    const file = join(folder, 'pool', name);
    const { stdout: control } = await execa('dpkg-deb', ['--field', file]);
    const content = await readFile(file);
    const place = [`Filename: pool/${name}`, `Size: ${content.length}`, `SHA256: ${sha256(content)}`];
    stanzas.push([control, ...place, ''].join('\n'));
  }
  const packages = `${stanzas.join('\n')}\n`;
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const path = `${component}/binary-${architecture}/Packages`;
  const dist = join(folder, 'dists', suite);
  await mkdir(dirname(join(dist, path)), { recursive: true });
  await writeFile(join(dist, path), packages);
  const release = [
    ...[`Origin: ${suite}`, `Suite: ${suite}`, `Codename: ${suite}`, `Components: ${component}`],
    ...[`Architectures: ${architecture}`, `Date: ${new Date().toUTCString()}`, 'SHA256:'],
    ` ${sha256(Buffer.from(packages))} ${Buffer.byteLength(packages)} ${path}`,
  ];
  await key.signRelease(dist, `${release.join('\n')}\n`);
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
