import {
  ALARMS,
  configParameterName,
  dashboardName,
  DEFAULT_CONSTRUCT_ID,
  groupNamePrefix,
  hostKeysParameterName,
  LOGICAL_IDS,
  METRICS,
  policyName,
  savedQueryName,
  SUSPENDER_FUNCTION_ID,
  SUSPENSION_TYPE,
  TURN_VALUE,
  turnParameterName,
} from '@agent-aws-stack/contract';

/** Words of the contract that also have a meaning in AWS. */
const AWS_WORDS = ['autoScalingGroup', 'DesiredCapacity'];

const whole = [
  ...Object.values(LOGICAL_IDS),
  ...Object.values(ALARMS),
  ...Object.values(METRICS),
  SUSPENDER_FUNCTION_ID,
  SUSPENSION_TYPE,
  TURN_VALUE,
  policyName.updater(),
].filter((word) => !AWS_WORDS.includes(word));

const nameParts = [
  configParameterName,
  dashboardName,
  groupNamePrefix,
  hostKeysParameterName,
  savedQueryName,
  turnParameterName,
  policyName.instance,
  policyName.scaler,
  policyName.suspender,
].map((nameOf) => nameOf(''));

const any = (words) => words.join('|').replaceAll('/', '\\u002F');
const message = 'Take it from @agent-aws-stack/contract, where it is spelled once.';

/** Names that only the contract may spell, as selectors of no-restricted-syntax. */
export const secondSpellings = [
  `Literal[value=/^(${any(whole)})$/]`,
  `TemplateElement[value.raw=/^(${any(nameParts)})(?![a-z])/]`,
  `:matches(Literal[value=/${DEFAULT_CONSTRUCT_ID}/], TemplateElement[value.raw=/${DEFAULT_CONSTRUCT_ID}/])`,
  `TemplateElement[value.raw=/^.?aws.lambda.$/]`,
].map((selector) => ({ selector, message }));
