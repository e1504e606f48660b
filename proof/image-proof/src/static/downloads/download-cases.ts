import { checksum, type Vendor } from './vendor.ts';

/** A download by the macOS build's fetch function. */
export interface DownloadCase {
  readonly name: string;
  readonly verify?: object | undefined;
  /** The version that the build asks for. @default - the version in versions.json */
  readonly version?: string;
  /** Publishes further files. @returns the `verify` of versions.json, unless the case has a `verify` */
  prepare?(vendor: Vendor): Promise<object> | Promise<void>;
  /** Matches the error. @default - the download is accepted */
  readonly refused?: RegExp;
}

/** The vendor's address in versions.json. */
export const ADDRESS = 'https://vendor.example/{version}';
const SUMS = { by: 'checksum-file', url: `${ADDRESS}/sums` };
const gpg = (fingerprint: string): object => ({
  by: 'gpg',
  signature: `${ADDRESS}/tool.tar.gz.sig`,
  key: `${ADDRESS}/vendor.gpg`,
  fingerprint,
});
const pinned = (checksums: object, more: object = {}): object => ({
  by: 'sha256',
  sha256: checksums,
  source: 'https://vendor.example/formula',
  ...more,
});
/** The same checksum for every architecture. */
const forAll = (value: string): object => ({ x86_64: value, arm64: value, aarch64: value });
const sums = (text: string) => (vendor: Vendor) => vendor.publish('sums', text);

export const DOWNLOAD_CASES: readonly DownloadCase[] = [
  { name: 'the right checksum', verify: SUMS, prepare: sums(`${checksum()}  tool.tar.gz\n`) },
  {
    name: 'the right checksum in a list with other files, one space after each checksum, and a folder before the file name',
    verify: SUMS,
    prepare: sums(`${checksum('x')} other-tool.tar.gz\n${checksum()} *release/tool.tar.gz\n`),
  },
  {
    name: 'a wrong checksum',
    verify: SUMS,
    prepare: sums(`${checksum('x')}  tool.tar.gz\n`),
    refused: /its checksum is/,
  },
  {
    name: 'a list without the file',
    verify: SUMS,
    prepare: sums(`${checksum()}  other-tool.tar.gz\n`),
    refused: /no SHA-256 of tool\.tar\.gz/,
  },
  { name: 'a missing list', verify: SUMS, refused: /404/ },
  {
    name: 'an HTML page instead of a list',
    verify: SUMS,
    prepare: sums('<html>sign in</html>'),
    refused: /no SHA-256 of/,
  },
  { name: 'the right checksum in versions.json', verify: pinned(forAll(checksum())) },
  {
    name: 'a wrong checksum in versions.json, although the vendor lists the right one',
    verify: pinned(forAll(checksum('x')), { otherVersions: SUMS }),
    prepare: sums(`${checksum()}  tool.tar.gz\n`),
    refused: /tool\.tar\.gz v1: its checksum is .*, but versions\.json has/,
  },
  {
    name: 'a checksum for another architecture only',
    verify: pinned({ sparc: checksum() }),
    refused: /versions\.json has no SHA-256 of tool\.tar\.gz v1/,
  },
  {
    name: "another version, verified with the vendor's list",
    version: 'v2',
    verify: pinned(forAll(checksum('x')), { otherVersions: SUMS }),
    prepare: sums(`${checksum()}  tool.tar.gz\n`),
  },
  {
    name: "another version with a wrong checksum in the vendor's list, although versions.json has the right one",
    version: 'v2',
    verify: pinned(forAll(checksum()), { otherVersions: SUMS }),
    prepare: sums(`${checksum('x')}  tool.tar.gz\n`),
    refused: /its checksum is .*vendor\.example\/v2\/sums has/,
  },
  {
    name: 'another version, although versions.json only has a checksum of the current one',
    version: 'v2',
    verify: pinned(forAll(checksum())),
    refused: /versions\.json has no SHA-256 of tool\.tar\.gz v2/,
  },
  { name: 'an unknown verification', verify: { by: 'hope' }, refused: /does not say how to verify it/ },
  { name: "the vendor's signature", prepare: async (vendor) => gpg(await vendor.sign('vendor')) },
  {
    name: 'a file that was changed after signing',
    prepare: async (vendor) => {
      const verify = gpg(await vendor.sign('vendor'));
      await vendor.publish('tool.tar.gz', 'something else');
      return verify;
    },
    refused: /its signature is invalid/,
  },
  {
    name: 'a signature with another key',
    prepare: async (vendor) => {
      const verify = gpg(await vendor.sign('vendor'));
      await vendor.sign('somebody');
      return verify;
    },
    refused: /not signed by/,
  },
];
