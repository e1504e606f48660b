export { InvalidAgentDocumentError, readAgentDocument, writeAgentDocument } from './agent-document.ts';
export type { AgentDocument } from './agent-document.ts';
export { alarmName, ALARMS, SCALER_ALARMS } from './alarms.ts';
export type { Alarm } from './alarms.ts';
export { APPLICATION_TAG } from './application-tag.ts';
export { readDecisionLine } from './decision-line.ts';
export type { DecisionLine, LoggedDecision } from './decision-line.ts';
export { LAMBDA_NAMES, LAMBDAS } from './lambdas.ts';
export type { LambdaName } from './lambdas.ts';
export { LOGICAL_IDS, SUSPENDER_FUNCTION_ID, SUSPENSION_TYPE } from './logical-ids.ts';
export type { LogicalId } from './logical-ids.ts';
export { METRICS, METRICS_NAMESPACE, metricDimensions } from './metrics.ts';
export type { MetricDimensions, MetricName, MetricState } from './metrics.ts';
export {
  InvalidEnvironmentError,
  LOG_LEVEL_VARIABLE,
  readScalerEnvironment,
  writeScalerEnvironment,
} from './scaler-environment.ts';
export type { LogLevel, ScalerEnvironment } from './scaler-environment.ts';
export {
  configParameterName,
  dashboardName,
  groupNamePrefix,
  hostKeysParameterName,
  lambdaLogGroupName,
  ownParameterNames,
  policyName,
  savedQueryName,
  turnParameterName,
} from './stack-names.ts';
export { constructIdOf, DEFAULT_CONSTRUCT_ID } from './construct-id.ts';
export { TURN_VALUE } from './turn.ts';
