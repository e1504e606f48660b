import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { StepFailure } from '../../step.ts';
import { command } from '../../tools/command.ts';
import type { StaticStep } from '../static-step.ts';
import { ADDRESS, DOWNLOAD_CASES, type DownloadCase } from './download-cases.ts';
import { Vendor } from './vendor.ts';

/** Tests the download function of the macOS build with a vendor on this machine. The guest step tests that of Linux. */
export const macosDownloadsStep: StaticStep = {
  name: 'static: macos: a download that fails verification is refused',
  family: 'macos',
  kind: 'test',
  needs: [command('jq'), command('gpg', 'gnupg'), command('shasum', 'perl')],
  async run(progress) {
    const failures: string[] = [];
    for (const downloadCase of DOWNLOAD_CASES) {
      progress(downloadCase.name);
      const problem = await problemOf(downloadCase);
      if (problem !== undefined) failures.push(`${downloadCase.name}: ${problem}`);
    }
    if (failures.length > 0) throw new StepFailure(DOWNLOAD_CASES.length - failures.length, failures);
    return { passed: DOWNLOAD_CASES.length };
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
    env: { BUILD_FOLDER: folder, VENDOR: vendor.folder, VERSION: version },
    reject: false,
  });
  const installed = existsSync(join(folder, 'installed'));
  const hasFinalName = existsSync(join(folder, 'tool.tar.gz'));
  if (refused === undefined) return exitCode === 0 && installed ? undefined : `refused: ${stderr}`;
  if (exitCode === 0 || installed || hasFinalName) return 'accepted';
  return refused.test(stderr) ? undefined : `refused for another reason: ${stderr}`;
}

/** Calls fetch as the build's scripts do, with a curl that serves only the vendor's files. */
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
path=$(fetch tool "$VERSION")
touch "$BUILD_FOLDER/installed"
`;
