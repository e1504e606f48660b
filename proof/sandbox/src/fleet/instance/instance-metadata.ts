/** The documents of the instance metadata service that the image's scripts read. */
export type MetadataPath =
  | 'autoscaling/target-lifecycle-state'
  | 'events/recommendations/rebalance'
  | 'instance-life-cycle'
  | 'spot/instance-action';

/** The documents of one instance. A document that is missing is answered with 404. */
export class InstanceMetadata {
  readonly #documents = new Map<MetadataPath, string>();
  readonly #onChange = new Set<() => void>();

  get(path: MetadataPath): string | undefined {
    return this.#documents.get(path);
  }

  put(path: MetadataPath, document: string): void {
    this.#documents.set(path, document);
    for (const notify of this.#onChange) notify();
  }

  /** Calls `notify` after each change, until the signal is aborted. A script that polls sees the change at its next poll. */
  watch(notify: () => void, signal: AbortSignal): void {
    this.#onChange.add(notify);
    signal.addEventListener('abort', () => this.#onChange.delete(notify), { once: true });
  }
}

/** What EC2 writes to spot/instance-action. @param endsAt milliseconds since the epoch */
export function interruptionNotice(endsAt: number): string {
  return JSON.stringify({ action: 'terminate', time: wholeSeconds(endsAt) });
}

/** What EC2 writes to events/recommendations/rebalance. @param at milliseconds since the epoch */
export function rebalanceRecommendation(at: number): string {
  return JSON.stringify({ noticeTime: wholeSeconds(at) });
}

/** `2026-11-08T09:05:03Z` */
function wholeSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
