import { compareTemplates, type ResourceChange } from '../../planning/compare-templates.ts';
import type { Decision, Upgrade } from './decision.ts';
import { decisionsOf } from './decisions.ts';
import { originOf, type Origin } from '../../observe/origin.ts';

/** What an upgrade does to one fleet. */
export interface UpgradeReport {
  readonly origin: Origin;
  /** Resources that CloudFormation replaces or may replace, and those with state that it deletes. Normally none. */
  readonly replaced: readonly ResourceChange[];
  /** All other changes. */
  readonly changes: readonly ResourceChange[];
  readonly decisions: readonly Decision[];
}

/** Types of resources that an upgrade must keep, because agents or things outside the stack depend on them. */
const KEPT_TYPES: ReadonlySet<string> = new Set([
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::LaunchTemplate',
  'AWS::EC2::SecurityGroup',
  'AWS::ResourceGroups::Group',
  'AWS::SSM::Parameter',
]);

/** Attributes that do not change the resource itself. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['Metadata', 'DependsOn']);
/** The type of a resource in which the CDK records its version. */
const CDK_METADATA = 'AWS::CDK::Metadata';

/** Compares the deployed template with the new one. A pure function. */
export function examineUpgrade(upgrade: Upgrade): UpgradeReport {
  const origin = originOf(upgrade.deployed);
  const all = compareTemplates({ ...upgrade.deployed }, { ...upgrade.wanted })
    .filter(({ type }) => type !== CDK_METADATA)
    .map((change) => ({
      ...change,
      properties: change.properties.filter(({ name }) => !WITHOUT_EFFECT.has(name)),
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
