import { UsageError } from '../../cli/errors.ts';
import { expectRegion } from '../../cli/region.ts';

export interface BootstrapTarget {
  readonly account: string;
  readonly region: string;
}

/** `aws://<account>/<region>` @throws UsageError */
export function parseEnvironment(text: string): BootstrapTarget {
  const [, account, region] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(text) ?? [];
  if (account === undefined || region === undefined) {
    throw new UsageError(text, 'an environment is written aws://<12 digits of the account>/<region>');
  }
  expectRegion(text, region);
  return { account, region };
}
