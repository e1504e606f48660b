import { rename } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import type { Vendors } from './vendors.ts';
import type { Verdicts } from './verdicts.ts';
import type { Versions } from './versions.ts';

/** Separate package lists, so that those of the guest do not change. */
const OPTIONS = [
  '-o Dir::Etc::SourceList=/etc/apt/sources.list.d/erlang.list',
  '-o Dir::Etc::SourceParts=/dev/null',
  '-o Dir::State::Lists=$PWD/lists',
].join(' ');
const DOWNLOAD = [
  'cd $(mktemp --directory)',
  'chmod 755 .',
  'mkdir --parents lists/partial',
  `apt-get ${OPTIONS} --error-on=any update`,
  `apt-get ${OPTIONS} download erlang-base`,
  'ls erlang-base_*.deb',
].join(' && ');

/** Checks that apt uses the second mirror if the first one lacks the files. */
export async function proveMirror(
  verdicts: Verdicts,
  machine: Machine,
  vendors: Vendors,
  versions: Versions,
): Promise<void> {
  const folder = vendors.path(versions.mirrors('erlang')[0]);
  await verdicts.prove('guest: Erlang comes from the second mirror if the first one lacks it', async () => {
    await rename(folder, `${folder}.away`);
    try {
      const { exitCode, all } = await machine.run(DOWNLOAD);
      return exitCode === 0 ? [] : [all];
    } finally {
      await rename(`${folder}.away`, folder);
    }
  });
}
