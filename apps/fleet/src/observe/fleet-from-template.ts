import { ConfigurationError, loadFleets, type Environment, type FleetConfig } from '@agent-aws-stack/config';
import {
  configParameterName,
  DEFAULT_OS,
  LOGICAL_IDS,
  MAX_JOB_WAIT_VARIABLE,
  ON_DEMAND_FALLBACK_VARIABLE,
  type AgentDocument,
} from '@agent-aws-stack/contract';
import { UserError } from '../cli/errors.ts';
import { readAgentConfig } from './agent-config.ts';
import { propertiesAt, type Template } from './template.ts';

/** A placeholder, replaced if the template names an image. */
const ANY_IMAGE = 'ami-00000000000000000';

/**
 * The fleet that a deployed template describes, as far as the template shows its parameters; the others have their defaults.
 * @throws UserError if the template is not that of a fleet
 */
export function fleetFromTemplate(stackName: string, template: Template): FleetConfig {
  const document = agentDocumentIn(stackName, template);
  const { endpoint, agentTokenParameterName, logStreamPrefix, jobIsolation, usePreSignedURL, launchTimeout } =
    document;
  const env = {
    SEMAPHORE_AGENT_STACK_NAME: stackName,
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: agentTokenParameterName,
    SEMAPHORE_ENDPOINT: endpoint,
    SEMAPHORE_AGENT_AMI: ANY_IMAGE,
  };
  const [{ agent, instance, group, scaler, alarms, ...fleet }] = loadedFrom(env, stackName) as [FleetConfig];
  const launch = (...path: readonly string[]) =>
    propertiesAt(template, LOGICAL_IDS.launchTemplate, 'LaunchTemplateData', ...path)[0];
  const ofGroup = (...path: readonly string[]) => propertiesAt(template, LOGICAL_IDS.group, ...path)[0];
  const mac = macIn(template);
  return {
    ...fleet,
    agent: {
      ...agent,
      logStreamName: logStreamPrefix === '' ? 'instance' : 'stack/instance',
      jobIsolation,
      usePreSignedUrl: usePreSignedURL,
    },
    instance: {
      ...instance,
      os: mac === undefined ? osOf(launch('UserData')) : 'macos',
      instanceType: textOr(instance.instanceType, launch('InstanceType')),
      keyName: textOr(undefined, launch('KeyName')),
      amiId: textOr(instance.amiId, launch('ImageId')),
      mac,
    },
    group: {
      ...group,
      minSize: numberOr(group.minSize, ofGroup('MinSize')),
      maxSize: numberOr(group.maxSize, ofGroup('MaxSize')),
      launchTimeoutSeconds: launchTimeout,
      metrics: metricsIn(template),
      purchase: purchaseIn(template, group.purchase),
    },
    scaler: has(template, LOGICAL_IDS.scalerFunction) ? scaler : undefined,
    alarms: {
      ...alarms,
      enabled: hasType(template, 'AWS::CloudWatch::Alarm'),
      maxJobWaitSeconds: numberOr(alarms.maxJobWaitSeconds, scalerVariable(template, MAX_JOB_WAIT_VARIABLE)),
    },
  };
}

/** @throws UserError if the template has values that no configuration can have */
function loadedFrom(env: Environment, stackName: string): readonly FleetConfig[] {
  try {
    return loadFleets({ env, readFile: () => '' }).fleets;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // The keys of these problems are parameters that the user has not set.
    const values = error.problems.map(({ given, expected }) => `${given}: expected ${expected}`);
    throw new UserError(
      `stack ${stackName}`,
      `is not a fleet: its template has invalid settings (${values.join('; ')})`,
    );
  }
}

function agentDocumentIn(stackName: string, template: Template): AgentDocument {
  const [value] = propertiesAt(template, LOGICAL_IDS.configParameter, 'Value');
  const document = readAgentConfig(textOf(value));
  if (!(document instanceof Error)) return document;
  throw new UserError(
    `stack ${stackName}`,
    `is not a fleet: its template has no valid parameter ${configParameterName(stackName)}`,
  );
}

function macIn(template: Template): FleetConfig['instance']['mac'] {
  if (!has(template, LOGICAL_IDS.hostResourceGroup)) return undefined;
  const data = ['LaunchTemplateData', 'LicenseSpecifications', 'LicenseConfigurationArn'];
  const [license] = propertiesAt(template, LOGICAL_IDS.launchTemplate, ...data);
  const overrides = ['MixedInstancesPolicy', 'LaunchTemplate', 'Overrides', 'InstanceType'];
  const types = propertiesAt(template, LOGICAL_IDS.group, ...overrides);
  return {
    licenseConfigurationArn: textOr('', license),
    families: types.map((type) => String(type).replace(/\.metal$/, '')),
    dedicatedHostIds: [],
    autoAllocateHost: true,
    autoReleaseHost: true,
  };
}

/** The names of the metrics that the group publishes. */
const metricsIn = (template: Template): FleetConfig['group']['metrics'] =>
  propertiesAt(
    template,
    LOGICAL_IDS.group,
    'MetricsCollection',
    'Metrics',
  ) as FleetConfig['group']['metrics'];

function purchaseIn(
  template: Template,
  defaults: FleetConfig['group']['purchase'],
): FleetConfig['group']['purchase'] {
  const distribution = (key: string) =>
    propertiesAt(template, LOGICAL_IDS.group, 'MixedInstancesPolicy', 'InstancesDistribution', key)[0];
  return {
    ...defaults,
    onDemandBaseCapacity: numberOr(defaults.onDemandBaseCapacity, distribution('OnDemandBaseCapacity')),
    onDemandPercentageAboveBase: numberOr(
      defaults.onDemandPercentageAboveBase,
      distribution('OnDemandPercentageAboveBaseCapacity'),
    ),
    onDemandFallbackAfterSeconds: numberOr(
      defaults.onDemandFallbackAfterSeconds,
      scalerVariable(template, ON_DEMAND_FALLBACK_VARIABLE),
    ),
  };
}

const scalerVariable = (template: Template, name: string): unknown =>
  propertiesAt(template, LOGICAL_IDS.scalerFunction, 'Environment', 'Variables', name)[0];

/** Windows if the user data starts the PowerShell script; otherwise the default, because the template does not show the distribution of Linux. */
const osOf = (userData: unknown): FleetConfig['instance']['os'] =>
  JSON.stringify(userData ?? '').includes('start.ps1') ? 'windows' : DEFAULT_OS;

const has = ({ Resources = {} }: Template, logicalId: string): boolean => logicalId in Resources;

const hasType = ({ Resources = {} }: Template, type: string): boolean =>
  Object.values(Resources).some(({ Type }) => Type === type);

/** A text, or the joined parts of an Fn::Join with an empty delimiter; `reference` stands for each part that is not text. With strict isolation, the agent document contains the ARN of the jobs' role. */
function textOf(value: unknown): string {
  const [, parts] =
    (value as { 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.['Fn::Join'] ?? [];
  return parts === undefined ? textOr('', value) : parts.map((part) => textOr('reference', part)).join('');
}

/** The value if it is text; `otherwise` if it is absent or a reference to another resource. */
const textOr = <Default extends string | undefined>(otherwise: Default, value: unknown): string | Default =>
  typeof value === 'string' ? value : otherwise;

/** The value if it is a number or the text of one; `otherwise` if it is absent or a reference to another resource. */
function numberOr(otherwise: number, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
}
