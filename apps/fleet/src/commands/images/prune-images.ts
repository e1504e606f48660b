import { AwsError } from '@agent-aws-stack/aws-clients';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { ChangeOptions, CommonOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { ReportedFailure } from '../../cli/errors.ts';
import { table } from '../../cli/table.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { decideRetention, type RetentionDecision } from './decide-retention.ts';
import { deleteImage } from './delete-image.ts';
import { imagesInUse } from './images-in-use.ts';
import { listOwnImages } from './list-images.ts';

export interface PruneOptions extends CommonOptions, ChangeOptions {
  readonly dryRun: boolean;
  readonly keep: number;
  readonly graceDays: number;
  readonly oldVersions: boolean;
}

const DAY_MS = 86_400_000;

/** Prints which images to delete and why, then deletes them unless this is a dry run. @throws AwsError, ReportedFailure */
export async function pruneImages(options: PruneOptions, shell: Shell): Promise<void> {
  const clients = awsClients(shell.env);
  await printIdentity(clients, shell);
  const [images, usedBy] = await Promise.all([listOwnImages(clients.ec2), imagesInUse(clients, options)]);
  const retention = { keep: options.keep, graceMs: options.graceDays * DAY_MS };
  const decisions = decideRetention(images, usedBy, retention, shell.now());
  const going = decisions.filter(({ goes }) => goes);
  // JSON is printed once, at the end, with the failures.
  if (!options.json) shell.out(report(decisions, going, options.dryRun, shell));

  const failures: string[] = [];
  if (!options.dryRun && going.length > 0) {
    await confirm(shell, `Delete ${going.length} images and their snapshots permanently?`, options.yes);
    failures.push(...(await deleteAll(clients.ec2, decisions)));
  }
  if (options.json) shell.out(JSON.stringify(jsonOf(decisions, going, failures, options), undefined, 2));
  else if (!options.dryRun) shell.out(`${going.length - failures.length} images deleted.`);
  for (const failure of failures) shell.err(shell.style('red', failure));
  if (failures.length > 0) throw new ReportedFailure();
}

/** If one image fails, the others are deleted all the same. */
async function deleteAll(ec2: AwsClients['ec2'], decisions: readonly RetentionDecision[]): Promise<string[]> {
  const staying = decisions.filter(({ goes }) => !goes).flatMap(({ image }) => image.snapshots);
  const needed = new Set(staying.map(({ id }) => id));
  const failures: string[] = [];
  for (const { image, goes } of decisions) {
    if (!goes) continue;
    try {
      await deleteImage(ec2, image, needed);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.push(`${image.name}: ${error.message}`);
    }
  }
  return failures;
}

const sizeGib = (decisions: readonly RetentionDecision[]): number =>
  decisions.flatMap(({ image }) => image.snapshots).reduce((sum, snapshot) => sum + snapshot.sizeGib, 0);

function report(
  decisions: readonly RetentionDecision[],
  going: readonly RetentionDecision[],
  dryRun: boolean,
  shell: Shell,
): string {
  if (decisions.length === 0) return 'There are no images of agents in this region.';
  const rows = decisions.map(({ image, goes, why }) => [
    goes ? shell.style('red', 'goes') : 'stays',
    image.name,
    image.createdAt.toISOString().slice(0, 10),
    `${sizeGib([{ image, goes, why }])} GiB`,
    why,
  ]);
  return [
    table(['', 'Image', 'Built', 'Size', 'Why'], rows),
    '',
    `${going.length} of ${decisions.length} images go, with snapshots of volumes of ${sizeGib(going)} GiB together.`,
    ...(dryRun && going.length > 0
      ? ['Nothing was deleted, as this is a dry run. To delete them, add --no-dry-run.']
      : []),
  ].join('\n');
}

function jsonOf(
  decisions: readonly RetentionDecision[],
  going: readonly RetentionDecision[],
  failures: readonly string[],
  { dryRun }: PruneOptions,
) {
  return {
    dryRun,
    savedGib: sizeGib(going),
    failures,
    images: decisions.map(({ image, goes, why }) => ({ id: image.id, name: image.name, goes, why })),
  };
}
