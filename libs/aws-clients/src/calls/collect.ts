import type { CallSite } from '../errors.ts';
import { call, type CallOptions } from './call.ts';

/** Returns the items of all pages of a call, with one deadline for all pages. @throws AwsError, and nothing else */
export function collect<Page, Item>(
  site: CallSite,
  options: CallOptions,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  return call(site, options, async ({ abortSignal }) => {
    const items: Item[] = [];
    for await (const page of pages) {
      // Otherwise a service whose pages never end would keep this loop running after the deadline.
      abortSignal.throwIfAborted();
      items.push(...(itemsOf(page) ?? []));
    }
    return items;
  });
}
