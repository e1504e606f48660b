/**
 * Builds an image of a guest with Packer and checks it. Prints a line of JSON for each check.
 * Must run as root in its own mount, network and process namespace: run.ts <JSON of GuestOptions>
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { METADATA_IPV4, METADATA_IPV6 } from '../scripts/metadata-service.ts';
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
import { SigningKey } from './signing-key.ts';
import type { GuestOptions } from './options.ts';
import { OwnCgroup } from './own-cgroup.ts';
import { FLEET_PARAMETERS, SANDBOX_HOSTS, SandboxFleet } from './sandbox-fleet.ts';
import { GUEST_SYSTEMS } from './system.ts';
import { Vendors } from './vendors.ts';
import { VendorServer } from './vendor-server.ts';
import { Verdicts } from './verdicts.ts';
import { Versions } from './versions.ts';

/** Packages that the build must not upgrade. */
const HOLD_PATTERNS = '["libc-bi?", "openssh-*"]';

const options = JSON.parse(process.argv[2] ?? '') as GuestOptions;
const { folder, images, base, tools, bin, mitogen, plainAnsible, controls } = options;
const system = GUEST_SYSTEMS[options.system];

await execa('ip', ['link', 'set', 'lo', 'up']);
await execa('ip', ['address', 'add', `${METADATA_IPV4}/32`, 'dev', 'lo']);
await execa('ip', ['address', 'add', `${METADATA_IPV6}/128`, 'dev', 'lo', 'nodad']);
// A client's address must not be that of the metadata service: the packet filter drops all that goes there, including replies that refuse a connection.
await execa('ip', [
  ...['route', 'replace', 'local', METADATA_IPV4],
  ...['dev', 'lo', 'table', 'local', 'src', '127.0.0.1'],
]);
await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
// Hides the runs of other guests from the sandbox, which would remove them, because it does not see their processes.
const runs = join(workspaceRoot, '.sandbox/runs');
await mkdir(runs, { recursive: true });
await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', runs]);
// systemd requires the unified hierarchy, which the machine may not have mounted.
await execa('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']);
const cgroup = new OwnCgroup();

const scratch = join(folder, 'scratch');
await mkdir(join(scratch, 'vendors'), { recursive: true });
const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const key = await SigningKey.make(join(scratch, 'gnupg'));
const versions = new Versions(join(images, 'packer/linux/versions.json'), key.fingerprint, system);
const vendors = new Vendors(join(scratch, 'vendors'), scratch, versions, key, system);
await vendors.addAll(base, tools);
const hosts = [...versions.hosts(), ...SANDBOX_HOSTS, EC2_HOST];
const certificate = await vendorCertificate([...hosts, 'localhost']);
const server = new VendorServer(join(scratch, 'vendors'), certificate);
await server.start();

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
        // This is another build, whose instance is unreachable.
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
  await server.stop();
  await key.close();
  await cgroup.leave();
}

/** A self-signed certificate for all hosts. */
async function vendorCertificate(hosts: readonly string[]): Promise<{ cert: string; key: string }> {
  const [certFile, keyFile] = [join(scratch, 'vendors.pem'), join(scratch, 'vendors.key')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  await execa('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=vendors', '-addext', `subjectAltName=${names}`, '-keyout', keyFile, '-out', certFile],
  ]);
  return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
}
