/** The command line of `nx run images:pin`: writes vendors' checksums into images/packer/<os>/versions.json. */
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { Command, Option } from 'commander';
import { BuildError } from '../build/errors.ts';
import { workspaceRoot } from '../workspace.ts';
import { HttpsVendor } from './https-vendor.ts';
import { pin } from './run.ts';

interface Options {
  readonly os?: ImageFamily;
  readonly artifact?: string;
  readonly version?: string;
  readonly dryRun?: boolean;
}

await new Command('images:pin')
  .description(
    'Pins the downloads of the images: reads the checksums that vendors publish over HTTPS, or verifies a signature and ' +
      'computes the checksum of the signed file, and writes the checksums into images/packer/<os>/versions.json. ' +
      'Needs a network, and gpg for signatures. Changes only those files.',
  )
  .addOption(new Option('--os <os>', 'one operating system').choices([...IMAGE_FAMILIES]))
  .option('--artifact <name>', 'one download, by its key in versions.json, e.g. agent')
  .option('--version <version>', 'change --artifact to this version, and pin it')
  .option('--dry-run', 'print what would be written')
  .addHelpText(
    'after',
    '\nIf a version is already pinned and its vendor now publishes a different checksum, that is an error.\n' +
      'Exit code: 0, or 1 if a download could not be pinned; the others are written anyway.\n' +
      '\nExamples:\n' +
      '  npx nx run images:pin\n' +
      '  npx nx run images:pin --artifact agent --version v2.4.0\n' +
      '  npx nx run images:pin --os linux --artifact yq --dry-run',
  )
  .action(async ({ os, artifact, version, dryRun }: Options) => {
    try {
      if (version !== undefined && artifact === undefined)
        throw new BuildError('--version', 'applies to one download: name it with --artifact');
      const families = os === undefined ? IMAGE_FAMILIES : [os];
      const options = { families, artifact, version, dryRun };
      const succeeded = await pin(workspaceRoot, options, new HttpsVendor(), (line) => console.log(line));
      if (!succeeded) process.exitCode = 1;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  })
  .parseAsync();
