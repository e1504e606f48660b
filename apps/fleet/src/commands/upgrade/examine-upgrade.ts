import { compareTemplates, type ResourceChange } from '../../planning/compare-templates.ts';
import { decisionsOf, type Decision, type Upgrade } from './decisions.ts';
import { originOf, type Origin } from './origin.ts';

/** What an upgrade of one fleet does. */
export interface UpgradeReport {
  readonly origin: Origin;
  /** Resources that CloudFormation replaces, or may; and those that hold state and go. None, if all is well. */
  readonly replaced: readonly ResourceChange[];
  /** All else that changes. */
  readonly changes: readonly ResourceChange[];
  readonly decisions: readonly Decision[];
}

/** What both products keep: with it go agents, parameters or addresses. */
const KEPT_TYPES: ReadonlySet<string> = new Set([
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::LaunchTemplate',
  'AWS::EC2::SecurityGroup',
  'AWS::ResourceGroups::Group',
  'AWS::SSM::Parameter',
]);

/** Parts of a resource that change nothing of what it is: where it stands in the app, and when it is made. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['Metadata', 'DependsOn']);
/** What the CDK records of itself. */
const CDK_METADATA = 'AWS::CDK::Metadata';

/** Compares what is deployed with what would be; pure. */
export function examineUpgrade(upgrade: Upgrade): UpgradeReport {
  const origin = originOf(upgrade.deployed);
  const all = compareTemplates({ ...upgrade.deployed }, { ...upgrade.wanted })
    .filter(({ type }) => type !== CDK_METADATA)
    .map((change) => ({
      ...change,
      properties: change.properties.filter((property) => !WITHOUT_EFFECT.has(property)),
    }))
    .filter(({ kind, properties }) => kind !== 'update' || properties.length > 0);
  const isLoss = ({ kind, type }: ResourceChange): boolean =>
    kind === 'replace' || kind === 'may replace' || (kind === 'remove' && KEPT_TYPES.has(type));
  return {
    origin,
    replaced: all.filter(isLoss),
    changes: all.filter((change) => !isLoss(change)),
    decisions: decisionsOf(upgrade, { isJavaScript: origin === 'javascript' }),
  };
}
