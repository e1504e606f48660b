import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Base } from './base.ts';
import { SANDBOX_HOSTS } from './sandbox-fleet.ts';
import { SigningKey } from './signing-key.ts';
import type { GuestSystem } from './system.ts';
import { Vendors, type VendorTools } from './vendors.ts';
import { VendorServer, type Certificate } from './vendor-server.ts';
import { Versions } from './versions.ts';

export interface VendorHostOptions {
  /** An existing folder. */
  readonly scratch: string;
  /** The repository's images folder. */
  readonly images: string;
  readonly system: GuestSystem;
  readonly base: Base;
  readonly tools: VendorTools;
  /** More hosts that resolve to this machine. */
  readonly otherHosts?: readonly string[];
}

/** The stand-in for all vendors, which serves what the playbook downloads. */
export class VendorHost {
  readonly key: SigningKey;
  readonly versions: Versions;
  readonly vendors: Vendors;
  readonly server: VendorServer;
  readonly certificate: Certificate;
  /** The hosts that must resolve to this machine: the vendors', the sandbox's and `otherHosts`. */
  readonly hosts: readonly string[];

  private constructor(
    parts: Pick<VendorHost, 'key' | 'versions' | 'vendors' | 'server' | 'certificate' | 'hosts'>,
  ) {
    ({
      key: this.key,
      versions: this.versions,
      vendors: this.vendors,
      server: this.server,
      certificate: this.certificate,
      hosts: this.hosts,
    } = parts);
  }

  static async start(options: VendorHostOptions): Promise<VendorHost> {
    const { scratch, images, system, base, tools, otherHosts = [] } = options;
    const folder = join(scratch, 'vendors');
    await mkdir(folder, { recursive: true });
    const key = await SigningKey.make(join(scratch, 'gnupg'));
    const versions = new Versions(join(images, 'packer/linux/versions.json'), key.fingerprint, system);
    const vendors = new Vendors(folder, scratch, versions, key, system);
    await vendors.addAll(base, tools);
    const hosts = [...versions.hosts(), ...SANDBOX_HOSTS, ...otherHosts];
    const certificate = await certificateOf([...hosts, 'localhost'], scratch);
    const server = new VendorServer(folder, certificate);
    await server.start();
    return new VendorHost({ key, versions, vendors, server, certificate, hosts });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.key.close();
  }
}

/** A self-signed certificate for all hosts. */
async function certificateOf(hosts: readonly string[], scratch: string): Promise<Certificate> {
  const [certFile, keyFile] = [join(scratch, 'vendors.pem'), join(scratch, 'vendors.key')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  await execa('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=vendors', '-addext', `subjectAltName=${names}`, '-keyout', keyFile, '-out', certFile],
  ]);
  return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
}
