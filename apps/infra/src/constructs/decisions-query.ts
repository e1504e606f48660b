import { Construct } from 'constructs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { savedQueryName, type DecisionLine } from '@agent-aws-stack/contract';
import { core, logs } from '../cdk.ts';

/** The fields of a decision's log line. */
const DECISION: readonly (keyof DecisionLine)[] = [
  'reason',
  'queued',
  'running',
  'min',
  'max',
  'desired',
  'target',
];

/** Answers "why did it (not) scale at 10:42?" from the scaler's log, newest first. */
export const DECISIONS = {
  fields: ['@timestamp', 'message', ...DECISION, 'tookMs', 'error.name', 'error.message'],
  filterStatements: ["service = 'agent-scaler'"],
  sort: '@timestamp desc',
  limit: 100,
};

export interface DecisionsQueryProps {
  /** The scaler's. */
  readonly logGroup: ILogGroup;
}

/** A saved query of CloudWatch Logs Insights. The scaler logs at least one line per minute, so any time has an answer. */
export class DecisionsQuery extends Construct {
  constructor(scope: Construct, id: string, { logGroup }: DecisionsQueryProps) {
    super(scope, id);
    new logs.QueryDefinition(this, 'Query', {
      queryDefinitionName: savedQueryName(core.Stack.of(this).stackName),
      queryString: new logs.QueryString(DECISIONS),
      logGroups: [logGroup],
    });
  }
}
