import {
  ALARMS,
  APPLICATION_TAG,
  ARCHITECTURES,
  configParameterName,
  dashboardName,
  DEFAULT_CONSTRUCT_ID,
  FAMILIES,
  GROUP_NAME_VARIABLE,
  groupNamePrefix,
  HOST_KEYS_PARAMETER_VARIABLE,
  hostKeysParameterName,
  IMAGE_NAME_PREFIX,
  IMAGE_TITLE,
  INSTANCE_LOG_PREFIX,
  LOGICAL_IDS,
  METRICS,
  METRICS_NAMESPACE,
  metricDimensions,
  OPERATING_SYSTEMS,
  policyName,
  savedQueryName,
  SUSPENDER_FUNCTION_ID,
  SUSPENSION_TYPE,
  LEASE_VALUE,
  leaseParameterName,
  UBUNTU_RELEASES,
} from '@agent-aws-stack/contract';

/** Words that the contract defines but that also mean something else: in AWS, or as the family of an operating system. */
const AMBIGUOUS = ['autoScalingGroup', 'DesiredCapacity', 'windows', 'macos'];

const paths = Object.values(FAMILIES).flatMap(({ agentFolder, startScript }) => [agentFolder, startScript]);

const whole = [
  ...Object.values(LOGICAL_IDS),
  ...Object.values(ALARMS),
  ...Object.values(METRICS),
  ...Object.keys(metricDimensions('', { JobState: 'queued' })),
  ...Object.keys(metricDimensions('', { AgentState: 'idle' })),
  ...OPERATING_SYSTEMS,
  SUSPENDER_FUNCTION_ID,
  SUSPENSION_TYPE,
  LEASE_VALUE,
  policyName.updater(),
  APPLICATION_TAG.value,
  IMAGE_NAME_PREFIX,
  IMAGE_TITLE,
  INSTANCE_LOG_PREFIX,
  HOST_KEYS_PARAMETER_VARIABLE,
  GROUP_NAME_VARIABLE,
].filter((word) => !AMBIGUOUS.includes(word));

const nameParts = [
  configParameterName,
  dashboardName,
  groupNamePrefix,
  hostKeysParameterName,
  savedQueryName,
  leaseParameterName,
  policyName.instance,
  policyName.scaler,
  policyName.suspender,
].map((nameOf) => nameOf(''));

const prefixes = [...paths, `${IMAGE_NAME_PREFIX}-v`, `${IMAGE_NAME_PREFIX}-*`];

const escape = (text) => text.replaceAll(/[\\*]/g, '\\$&').replaceAll('/', '\\u002F');
const any = (words) => words.map(escape).join('|');
const textWith = (pattern) =>
  `:matches(Literal[value=/${pattern}/], TemplateElement[value.cooked=/${pattern}/])`;
const has = (words, path = '') => words.map((word) => `:has(${path}Literal[value='${word}'])`).join('');
const list = (words) => `:matches(ArrayExpression${has(words, '> ')}, TSUnionType${has(words)})`;
const property = (name, value) =>
  `Property:matches([key.name=/^${name}$/i], [key.value=/^${name}$/i]) > Literal[value='${value}']`;
const message = 'Import it from @agent-aws-stack/contract, which defines it.';

/** Selectors, for ESLint's no-restricted-syntax, of names and values that only the contract may spell out. */
export const secondSpellings = [
  `Literal[value=/^(${any(whole)})$/]`,
  `Identifier[name=/^(${HOST_KEYS_PARAMETER_VARIABLE}|${GROUP_NAME_VARIABLE})$/]`,
  `TemplateElement[value.raw=/^(${any(nameParts)})(?![a-z])/]`,
  textWith(DEFAULT_CONSTRUCT_ID),
  textWith(`(^|\\n)(${any(prefixes)})`),
  `TemplateElement[value.raw=/^.?aws.lambda.$/]`,
  `TemplateElement[value.raw='ubuntu-']`,
  property('(.*:)?(metric)?namespace', METRICS_NAMESPACE),
  property('key', APPLICATION_TAG.key),
  list(ARCHITECTURES),
  list(UBUNTU_RELEASES),
].map((selector) => ({ selector, message }));
