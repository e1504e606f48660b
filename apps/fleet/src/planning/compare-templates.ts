import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { changedValues, type ValueChange } from './changed-values.ts';

/** What a deployment does to one resource. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly kind: 'add' | 'update' | 'replace' | 'may replace' | 'remove';
  /** Properties that change; none for a resource that is added or removed. */
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly name: string;
  readonly values: readonly ValueChange[];
}

type Template = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Partial<Record<ResourceImpact, ResourceChange['kind']>>> = {
  [ResourceImpact.WILL_CREATE]: 'add',
  [ResourceImpact.WILL_UPDATE]: 'update',
  [ResourceImpact.WILL_REPLACE]: 'replace',
  [ResourceImpact.MAY_REPLACE]: 'may replace',
  [ResourceImpact.WILL_DESTROY]: 'remove',
  [ResourceImpact.WILL_ORPHAN]: 'remove',
  [ResourceImpact.WILL_IMPORT]: 'add',
};

/** The resources that change from one template to another. Whether a change replaces the resource comes from CloudFormation's documentation of the property. */
export function compareTemplates(deployed: Template, wanted: Template): readonly ResourceChange[] {
  const changes: ResourceChange[] = [];
  fullDiff(deployed, wanted).resources.forEachDifference((logicalId, difference) => {
    const kind = KINDS[difference.changeImpact];
    if (kind === undefined) return;
    const properties: PropertyChange[] = [];
    difference.forEachDifference((_, name, { isDifferent, oldValue, newValue }) => {
      if (isDifferent) properties.push({ name, values: changedValues(name, oldValue, newValue) });
    });
    changes.push({ logicalId, type: difference.resourceType ?? '', kind, properties });
  });
  return changes;
}
