import type { FleetConfig } from '@agent-aws-stack/config';
import { lambdaLogGroupName, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { consoleUrl } from '../../aws/console-url.ts';
import type { Identity } from '../../aws/identity.ts';
import { UserError } from '../../cli/errors.ts';
import type { StackResources } from '../../observe/stack.ts';
import { pipelineStanza } from '../../render/pipeline-stanza.ts';

export const PAGES = ['console', 'dashboard', 'logs', 'agents'] as const;
export type Page = (typeof PAGES)[number];

/** The pages in the AWS console. */
export type ConsolePage = Exclude<Page, 'agents'>;

/** Semaphore's page of all agent types. Only Semaphore knows which of them is the fleet's. */
export const agentsPage = (fleet: FleetConfig): string => pipelineStanza(fleet).agentTypesPage;

/**
 * The address of a page in the AWS console.
 * @throws UserError if the fleet does not have what the page shows, LookupSkippedError if it has no group
 */
export function consolePage(
  page: ConsolePage,
  stackName: string,
  resources: StackResources,
  identity: Pick<Identity, 'partition' | 'region'>,
): string {
  switch (page) {
    case 'console': {
      const group = resources.named(LOGICAL_IDS.group);
      return consoleUrl(
        identity,
        'ec2',
        `AutoScalingGroupDetails:id=${encodeURIComponent(group)};view=details`,
      );
    }
    case 'dashboard': {
      const [dashboard] = resources.ofType('AWS::CloudWatch::Dashboard');
      if (dashboard === undefined)
        throw new UserError(
          `fleet ${stackName}`,
          'has no dashboard',
          'Set SEMAPHORE_AGENT_DASHBOARD to true and deploy it',
        );
      return consoleUrl(identity, 'cloudwatch', `dashboards:name=${encodeURIComponent(dashboard)}`);
    }
    case 'logs': {
      if (!resources.has(LOGICAL_IDS.scalerFunction))
        throw new UserError(
          `fleet ${stackName}`,
          'has no scaler, so there is no scaler log',
          'Set SEMAPHORE_AGENT_USE_DYNAMIC_SCALING to true and deploy it',
        );
      const group = lambdaLogGroupName(stackName, 'agent-scaler');
      return consoleUrl(identity, 'cloudwatch', `logsV2:log-groups/log-group/${encodedTwice(group)}`);
    }
  }
}

/** In the fragment of its addresses, the CloudWatch console encodes names twice, with $ for the percent sign: `/` is `$252F`. */
const encodedTwice = (name: string): string =>
  encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
