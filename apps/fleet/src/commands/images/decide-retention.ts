import type { OwnImage } from './own-image.ts';

export interface Retention {
  /** How many of the newest images to keep for each OS and architecture. */
  readonly keep: number;
  /** Images younger than this are kept. */
  readonly graceMs: number;
}

export interface RetentionDecision {
  readonly image: OwnImage;
  readonly action: 'delete' | 'keep';
  readonly reason: string;
}

/**
 * Decides which images to delete, newest first. An image is kept if there is any reason to keep it.
 * @param usedBy what uses each image, by the image's id
 */
export function decideRetention(
  images: readonly OwnImage[],
  usedBy: ReadonlyMap<string, string>,
  { keep, graceMs }: Retention,
  now: Date,
): readonly RetentionDecision[] {
  const newestFirst = images.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const seen = new Map<string, number>();
  return newestFirst.map((image) => {
    const rank = (seen.get(image.kind) ?? 0) + 1;
    seen.set(image.kind, rank);
    const user = usedBy.get(image.id);
    const reasons = [
      ...(user === undefined ? [] : [`in use by ${user}`]),
      ...(image.isPublic ? ['public: others may use it'] : []),
      ...(rank <= keep ? [keep === 1 ? 'the newest' : `among the newest ${keep}`] : []),
      ...(now.getTime() - image.createdAt.getTime() < graceMs ? ['within the grace period'] : []),
    ];
    return reasons.length > 0
      ? { image, action: 'keep', reason: reasons.join(', ') }
      : { image, action: 'delete', reason: `${rank - 1} newer images of ${image.kind}, not in use` };
  });
}
