import { UserError } from '../cli/errors.ts';
import type { Identity } from './identity.ts';

/**
 * The end of the console's host name in each partition; the region and `console` come before it. Sources: for China,
 * https://github.com/aws-solutions/centralized-logging-with-opensearch (source/portal/src/assets/js/utils.ts); for GovCloud,
 * https://github.com/determined-ai/determined (harness/determined/deploy/aws/deployment_types/govcloud.py)
 */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'aws.amazon.com',
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
};

/** The address of a page in the AWS console. @param service e.g. `ec2` @param page what follows the # @throws UserError in other partitions */
export function consoleUrl(
  { partition, region }: Pick<Identity, 'partition' | 'region'>,
  service: string,
  page: string,
): string {
  const domain = DOMAINS[partition];
  if (domain === undefined)
    throw new UserError(
      `partition ${partition}`,
      'the address of its console is not known',
      'Open the console yourself',
    );
  return `https://${region}.console.${domain}/${service}/home?region=${region}#${page}`;
}
