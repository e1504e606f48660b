import { collect as collectPages } from '@agent-aws-stack/aws-clients';
import { PAGES_DEADLINE_MS } from './clients.ts';

/** Collects the items of all pages of a paginated call. @throws AwsError */
export function collect<Page, Item>(
  action: string,
  resource: string,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  return collectPages({ action, resource }, { deadlineMs: PAGES_DEADLINE_MS }, pages, itemsOf);
}
