import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { runPlaybook } from '../guest/playbook.ts';
import { prepareMachine } from '../guest/prepare-machine.ts';
import { GUEST_SYSTEMS } from '../guest/system.ts';
import type { VendorHost } from '../guest/vendor-host.ts';
import { MetadataService } from '../scripts/metadata-service.ts';
import { SANDBOX_REGION } from '../guest/sandbox-fleet.ts';
import type { BenchOptions } from './options.ts';

const BUILD_INSTANCE = 'i-0b0b0b0b0b0b0b0b0';

/**
 * Makes the image that the bench boots: runs the playbook and its cleanup on a guest, and copies the guest's file system. Does not use Packer, which
 * images:verify tests.
 */
export async function makeImage(options: BenchOptions, scratch: string, host: VendorHost): Promise<void> {
  const { folder, images, base, bin, mitogen, image } = options;
  const machine = await prepareMachine({
    ...{ folder: join(folder, 'build'), system: GUEST_SYSTEMS[options.system], base: base.root },
    ...{
      certificate: host.certificate.cert,
      aptKey: host.key.publicKey,
      hosts: host.hosts,
      cloudInit: 'real',
    },
  });
  const metadata = new MetadataService(
    { instanceId: BUILD_INSTANCE, region: SANDBOX_REGION, reachable: 'ipv4', failures: 0 },
    {},
    false,
  );
  await metadata.start();
  try {
    await machine.boot();
    const playbook = {
      ...{ bin, scratch, machine, ansible: join(images, 'packer/linux/ansible'), environment: mitogen },
      variables: {
        image_arch: process.arch === 'arm64' ? 'arm64' : 'x86_64',
        versions: JSON.parse(host.versions.document) as unknown,
      },
    };
    for (const name of ['image.yml', 'cleanup.yml']) {
      const output = await runPlaybook(name, playbook);
      if (!/ failed=0 /.test(output)) throw new Error(output.slice(-3_000));
    }
  } finally {
    await machine.powerOff();
    await metadata.stop();
  }
  const incomplete = `${image}.incomplete`;
  await rm(incomplete, { recursive: true, force: true });
  await mkdir(dirname(image), { recursive: true });
  await execa('cp', ['--archive', machine.root, incomplete]);
  await rename(incomplete, image);
}
