import { Construct } from 'constructs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { savedQueryName, type DecisionLine } from '@agent-aws-stack/contract';
import { logs } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** The fields of a decision's log line that the query shows. */
const DECISION: readonly (keyof DecisionLine)[] = [
  'reason',
  'queued',
  'running',
  'held',
  'min',
  'max',
  'desired',
  'target',
];

/** A query of the scaler's log, newest lines first, for questions such as "why did the fleet not scale at 10:42?" */
export const DECISIONS = {
  fields: ['@timestamp', 'message', ...DECISION, 'tookMs', 'error.name', 'error.message'],
  filterStatements: ["service = 'agent-scaler'"],
  sort: '@timestamp desc',
  limit: 100,
};

export interface DecisionsQueryProps {
  readonly names: FleetNames;
  /** The log group of the scaler. */
  readonly logGroup: ILogGroup;
}

/** Saves the query in CloudWatch Logs Insights. */
export class DecisionsQuery extends Construct {
  constructor(scope: Construct, id: string, { names, logGroup }: DecisionsQueryProps) {
    super(scope, id);
    new logs.QueryDefinition(this, 'Query', {
      queryDefinitionName: savedQueryName(names.fleet),
      queryString: new logs.QueryString(DECISIONS),
      logGroups: [logGroup],
    });
  }
}
