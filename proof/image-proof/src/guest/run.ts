/**
 * Builds an image of a guest with Packer and checks it. Prints a line of JSON for each check.
 * Must run as root in its own mount, network and process namespace: run.ts <JSON of GuestOptions>
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { proveBuild, proveNextCall } from '../packer/prove-build.ts';
import { proveInterruption, proveRefusal } from '../packer/prove-no-image.ts';
import { proveRights } from '../packer/prove-rights.ts';
import { BuildRegion, EC2_HOST } from '../packer/region.ts';
import { prepareBuildMachine } from '../packer/build-machine.ts';
import { prepareMachine } from './prepare-machine.ts';
import { proveCleanup } from './prove-cleanup.ts';
import { proveDownloads } from './prove-downloads.ts';
import { proveImage } from './prove-image.ts';
import { proveMirror } from './prove-mirror.ts';
import { proveLife } from './prove-life.ts';
import type { GuestOptions } from './options.ts';
import { prepareNamespace } from './namespace.ts';
import { FLEET_PARAMETERS, SandboxFleet } from './sandbox-fleet.ts';
import { GUEST_SYSTEMS } from './system.ts';
import { VendorHost } from './vendor-host.ts';
import { Verdicts } from './verdicts.ts';

/** Packages that the build must not upgrade. */
const HOLD_PATTERNS = '["libc-bi?", "openssh-*"]';

const options = JSON.parse(process.argv[2] ?? '') as GuestOptions;
const { folder, images, base, tools, bin, mitogen, plainAnsible, controls } = options;
const system = GUEST_SYSTEMS[options.system];

const cgroup = await prepareNamespace(folder);
const scratch = join(folder, 'scratch');
await mkdir(scratch);
const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const host = await VendorHost.start({ scratch, images, system, base, tools, otherHosts: [EC2_HOST] });
const { key, versions, vendors, server, certificate, hosts } = host;

const machine = await prepareMachine({
  folder: join(folder, 'machine'),
  system,
  base: base.root,
  certificate: certificate.cert,
  aptKey: key.publicKey,
  hosts,
});
const playbook = {
  ...{ bin, scratch, machine, ansible: join(images, 'packer/linux/ansible') },
  ...{ variables: { image_arch: arch }, environment: mitogen },
};
const verdicts = new Verdicts();
// The fleet deploys while the guest is provisioned.
const fleet = new SandboxFleet(FLEET_PARAMETERS);
const region = await BuildRegion.start(machine, arch, certificate);
server.targets.set(EC2_HOST, { url: region.server.url, ca: certificate.cert });

try {
  const plain = { APT_HOLD_PATTERNS: HOLD_PATTERNS };
  const variables = { ...plain, ...mitogen };
  const buildMachine = await prepareBuildMachine({
    ...{ folder: join(scratch, 'build'), machine, region, arch, hosts, certificate: certificate.cert },
    ...{ versions: versions.document, variables, missed: server.missed },
  });
  const first = plainAnsible ? { ...buildMachine, variables: plain } : buildMachine;
  if (await proveRefusal(verdicts, first)) {
    const booted = await verdicts.prove('guest: the image boots', async () => {
      await machine.boot();
      return [];
    });
    if (booted) {
      await Promise.all([
        proveImage(verdicts, machine, system),
        proveDownloads(verdicts, playbook, vendors, versions),
        proveMirror(verdicts, machine, vendors, versions),
        // This is another build. Its instance is not the guest but an unreachable one, so it can run beside the other checks.
        proveInterruption(verdicts, buildMachine),
      ]);
      await machine.powerOff();
    }
    const image = await proveBuild(verdicts, buildMachine);
    if (image !== undefined) {
      const nextCall = proveNextCall(verdicts, buildMachine, image);
      if (await proveCleanup(verdicts, machine)) await proveLife(verdicts, machine, fleet, server, controls);
      await nextCall;
      await proveRights(verdicts, region);
    }
  }
} finally {
  await fleet.close();
  await machine.powerOff();
  await region[Symbol.asyncDispose]();
  await host.stop();
  await cgroup.leave();
}
