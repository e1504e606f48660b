import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { StepFailure } from '../../step.ts';
import { command } from '../../tools/command.ts';
import type { StaticStep } from '../static-step.ts';
import { checksum, Vendor } from './vendor.ts';

interface DownloadCase {
  readonly name: string;
  readonly verify?: object | undefined;
  /** A version other than that of versions.json, which a build may give. */
  readonly version?: string;
  /** What the vendor publishes besides the tool. */
  prepare?(vendor: Vendor): Promise<object> | Promise<void>;
  /** What standard error says; undefined: the download is good. */
  readonly refused?: RegExp;
}

const ADDRESS = 'https://vendor.example/{version}';
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
/** Whatever this machine is. */
const both = (value: string): object => ({ x86_64: value, arm64: value, aarch64: value });
const sums = (text: string) => (vendor: Vendor) => vendor.publish('sums', text);

const CASES: readonly DownloadCase[] = [
  { name: 'the right checksum', verify: SUMS, prepare: sums(`${checksum()}  tool.tar.gz\n`) },
  {
    name: 'the right checksum among others, with one blank or a folder',
    verify: SUMS,
    prepare: sums(`${checksum('x')} other-tool.tar.gz\n${checksum()} *release/tool.tar.gz\n`),
  },
  {
    name: 'another checksum',
    verify: SUMS,
    prepare: sums(`${checksum('x')}  tool.tar.gz\n`),
    refused: /its checksum is/,
  },
  {
    name: 'the checksum of another file',
    verify: SUMS,
    prepare: sums(`${checksum()}  other-tool.tar.gz\n`),
    refused: /no checksum of tool\.tar\.gz/,
  },
  { name: 'no file of checksums', verify: SUMS, refused: /404/ },
  {
    name: 'a page in place of the checksums',
    verify: SUMS,
    prepare: sums('<html>sign in</html>'),
    refused: /no checksum of/,
  },
  { name: 'a checksum of versions.json', verify: pinned(both(checksum())) },
  {
    name: 'another checksum than that of versions.json, whatever the vendor lists',
    verify: pinned(both(checksum('x')), { otherVersions: SUMS }),
    prepare: sums(`${checksum()}  tool.tar.gz\n`),
    refused: /tool\.tar\.gz v1: its checksum is .*, versions\.json says/,
  },
  {
    name: 'checksums of other architectures',
    verify: pinned({ sparc: checksum() }),
    refused: /versions\.json has no checksum of tool\.tar\.gz v1/,
  },
  {
    name: "another version, by its vendor's list",
    version: 'v2',
    verify: pinned(both(checksum('x')), { otherVersions: SUMS }),
    prepare: sums(`${checksum()}  tool.tar.gz\n`),
  },
  {
    name: "another version that its vendor's list denies, although versions.json has that checksum",
    version: 'v2',
    verify: pinned(both(checksum()), { otherVersions: SUMS }),
    prepare: sums(`${checksum('x')}  tool.tar.gz\n`),
    refused: /its checksum is .*vendor\.example\/v2\/sums says/,
  },
  {
    name: 'another version, with a checksum of this one alone',
    version: 'v2',
    verify: pinned(both(checksum())),
    refused: /versions\.json has no checksum of tool\.tar\.gz v2/,
  },
  { name: 'nothing that checks it', verify: { by: 'hope' }, refused: /nothing checks it/ },
  { name: "the vendor's signature", prepare: async (vendor) => gpg(await vendor.sign('vendor')) },
  {
    name: 'a signature of what has been changed since',
    prepare: async (vendor) => {
      const verify = gpg(await vendor.sign('vendor'));
      await vendor.publish('tool.tar.gz', 'something else');
      return verify;
    },
    refused: /its signature does not fit/,
  },
  {
    name: "another one's signature, and key",
    prepare: async (vendor) => {
      const verify = gpg(await vendor.sign('vendor'));
      await vendor.sign('somebody');
      return verify;
    },
    refused: /not signed by/,
  },
];

/** macOS's own download function, with a vendor on this machine; Linux's is proven in the guest. */
export const macosDownloadsStep: StaticStep = {
  name: 'static: macos: a download that fails verification is refused',
  family: 'macos',
  kind: 'test',
  needs: [command('jq'), command('gpg', 'gnupg'), command('shasum', 'perl')],
  async run(progress) {
    const failures: string[] = [];
    for (const one of CASES) {
      progress(one.name);
      const problem = await problemOf(one);
      if (problem !== undefined) failures.push(`${one.name}: ${problem}`);
    }
    if (failures.length > 0) throw new StepFailure(CASES.length - failures.length, failures);
    return { passed: CASES.length };
  },
};

async function problemOf({
  verify,
  prepare,
  refused,
  version = '',
}: DownloadCase): Promise<string | undefined> {
  await using vendor = await Vendor.open();
  const prepared = await prepare?.(vendor);
  const folder = join(vendor.folder, 'folder');
  await mkdir(join(folder, 'scripts'), { recursive: true });
  await cp(
    join(workspaceRoot, 'images/packer/macos/scripts/artifacts.sh'),
    join(folder, 'scripts/artifacts.sh'),
  );
  const tool = { version: 'v1', url: `${ADDRESS}/tool.tar.gz`, verify: verify ?? prepared };
  await writeFile(join(folder, 'versions.json'), JSON.stringify({ tool }));

  const { exitCode, stderr } = await execa('bash', ['-c', SCRIPT], {
    env: { BUILD_FOLDER: folder, VENDOR: vendor.folder, WANTED: version },
    reject: false,
  });
  const installed = existsSync(join(folder, 'installed'));
  const named = existsSync(join(folder, 'tool.tar.gz'));
  if (refused === undefined) return exitCode === 0 && installed ? undefined : `refused: ${stderr}`;
  if (exitCode === 0 || installed || named) return 'taken';
  return refused.test(stderr) ? undefined : `refused, but for: ${stderr}`;
}

/** As the build's scripts use it, with a curl that has the vendor's files alone. */
const SCRIPT = `
set -euo pipefail
curl() {
  local url='' output='' fail=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --output) output=$2; shift ;;
      --fail) fail=yes ;;
      https://*) url=$1 ;;
    esac
    shift
  done
  if [[ -f $VENDOR/\${url##*/} ]]; then
    cp "$VENDOR/\${url##*/}" "$output"
  elif [[ -n $fail ]]; then
    echo 'curl: 404' >&2
    return 22
  else
    echo 'Not Found' >"$output"
  fi
}
source "$BUILD_FOLDER/scripts/artifacts.sh"
path=$(fetch tool "$WANTED")
touch "$BUILD_FOLDER/installed"
`;
