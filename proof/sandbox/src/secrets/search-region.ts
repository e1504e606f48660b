import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateDescribeParameters, GetParameterCommand } from '@aws-sdk/client-ssm';
import type { RegionClients } from '../region-clients.ts';
import { secretsIn, type Secret } from './secret.ts';
import { combine, type SearchResult } from './search-result.ts';

type Clients = Pick<RegionClients, 'cloudFormation' | 'lambda' | 'logs' | 'ssm'>;

/**
 * Searches what people with read access see in the account: logs, the stack's template, the functions' settings, and
 * parameters that are not a SecureString.
 */
export async function searchRegion(
  clients: Clients,
  stackName: string,
  secrets: readonly Secret[],
): Promise<SearchResult> {
  const inTexts = (
    kind: string,
    texts: readonly (readonly [place: string, text: string])[],
  ): SearchResult => ({
    searched: { [kind]: texts.length },
    found: texts.flatMap(([place, text]) => secretsIn(text, secrets).map((name) => `${name} in ${place}`)),
  });
  const { TemplateBody = '' } = await clients.cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName }),
  );
  return combine([
    inTexts('log groups', await logTexts(clients)),
    inTexts('templates', [[`the template of ${stackName}`, TemplateBody]]),
    inTexts('functions', await functionTexts(clients)),
    inTexts('parameters', await parameterTexts(clients)),
  ]);
}

async function logTexts({ logs }: Clients): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
    for (const { logGroupName = '' } of logGroups) {
      const messages: string[] = [];
      for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName }))
        messages.push(...events.map(({ message = '' }) => message));
      texts.push([`the log group ${logGroupName}`, messages.join('\n')]);
    }
  }
  return texts;
}

async function functionTexts({ lambda }: Clients): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const settings of Functions)
      texts.push([`the function ${settings.FunctionName}`, JSON.stringify(settings)]);
  return texts;
}

async function parameterTexts({ ssm }: Clients): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  for await (const { Parameters = [] } of paginateDescribeParameters({ client: ssm }, {})) {
    for (const { Name = '', Type } of Parameters) {
      if (Type === 'SecureString') continue;
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
      texts.push([`the parameter ${Name}`, Parameter?.Value ?? '']);
    }
  }
  return texts;
}
