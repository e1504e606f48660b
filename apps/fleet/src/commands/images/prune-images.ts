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

/**
 * Prints which images to delete and why; unless this is a dry run, asks, then deletes them.
 * @throws AwsError, UsageError, DeclinedError, CancelledError; ReportedFailure if an image could not be deleted
 */
export async function pruneImages(options: PruneOptions, shell: Shell): Promise<void> {
  const clients = awsClients(shell.env);
  await printIdentity(clients, shell);
  const [images, usedBy] = await Promise.all([listOwnImages(clients.ec2), imagesInUse(clients, options)]);
  const retention = { keep: options.keep, graceMs: options.graceDays * DAY_MS };
  const decisions = decideRetention(images, usedBy, retention, shell.now());
  const unneeded = decisions.filter(({ action }) => action === 'delete');
  // JSON is printed once, at the end, with the failures.
  if (!options.json) shell.out(report(decisions, unneeded, options.dryRun, shell));

  const failures: string[] = [];
  if (!options.dryRun && unneeded.length > 0) {
    const their = unneeded.length === 1 ? 'its' : 'their';
    const question = `Delete ${counted(unneeded.length)} and ${their} snapshots permanently?`;
    await confirm(shell, question, options.yes);
    failures.push(...(await deleteAll(clients.ec2, decisions)));
  }
  if (options.json) shell.report({ result: jsonOf(decisions, unneeded, failures, options) });
  else if (!options.dryRun) shell.out(`${counted(unneeded.length - failures.length)} deleted.`);
  for (const failure of failures) shell.err(shell.style('red', failure));
  if (failures.length > 0) throw new ReportedFailure();
}

/** Deletes the images; if one fails, the others are still deleted. Returns the failures. */
async function deleteAll(ec2: AwsClients['ec2'], decisions: readonly RetentionDecision[]): Promise<string[]> {
  const kept = decisions.filter(({ action }) => action === 'keep').flatMap(({ image }) => image.snapshots);
  const needed = new Set(kept.map(({ id }) => id));
  const failures: string[] = [];
  for (const { image, action } of decisions) {
    if (action === 'keep') continue;
    try {
      await deleteImage(ec2, image, needed);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.push(`${image.name}: ${error.message}`);
    }
  }
  return failures;
}

const counted = (count: number): string => (count === 1 ? '1 image' : `${count} images`);

const sizeGib = (decisions: readonly Pick<RetentionDecision, 'image'>[]): number =>
  decisions.flatMap(({ image }) => image.snapshots).reduce((sum, snapshot) => sum + snapshot.sizeGib, 0);

function report(
  decisions: readonly RetentionDecision[],
  unneeded: readonly RetentionDecision[],
  dryRun: boolean,
  shell: Shell,
): string {
  if (decisions.length === 0) return 'There are no agent images in this region.';
  const rows = decisions.map(({ image, action, reason }) => [
    action === 'delete' ? shell.style('red', action) : action,
    image.name,
    image.createdAt.toISOString().slice(0, 10),
    `${sizeGib([{ image }])} GiB`,
    reason,
  ]);
  return [
    table(['', 'Image', 'Built', 'Size', 'Reason'], rows),
    '',
    `${unneeded.length} of ${decisions.length} images to delete; the volumes in their snapshots total ${sizeGib(unneeded)} GiB.`,
    ...(dryRun && unneeded.length > 0
      ? ['This is a dry run: nothing was deleted. To delete them, add --no-dry-run.']
      : []),
  ].join('\n');
}

function jsonOf(
  decisions: readonly RetentionDecision[],
  unneeded: readonly RetentionDecision[],
  failures: readonly string[],
  { dryRun }: PruneOptions,
) {
  return {
    dryRun,
    savedGib: sizeGib(unneeded),
    failures,
    images: decisions.map(({ image, action, reason }) => ({
      id: image.id,
      name: image.name,
      action,
      reason,
    })),
  };
}
