import type { FleetConfig } from '@agent-aws-stack/config';
import { currentImageName } from '../../fleets/image-name.ts';

/** Account and region of the fleets. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What the CDK app needs to know of the account: a VPC, or an image of the account by its name. */
export type Lookup = { readonly key: string } & (
  | { readonly kind: 'vpc'; /** @default - the default VPC */ readonly vpcId: string | undefined }
  | { readonly kind: 'image'; readonly name: string }
);

/**
 * The lookups of these fleets, each once, with the keys that the CDK gives them in the context (`ContextProvider.getKey` of
 * aws-cdk-lib; a test of the CDK app compares them). @throws ImageSourcesError
 */
export function neededLookups(fleets: readonly FleetConfig[], place: Place): readonly Lookup[] {
  const lookups = fleets.flatMap(({ network, instance }) => {
    const name = currentImageName(instance);
    return [vpcLookup(network.vpcId, place), ...(name === undefined ? [] : [imageLookup(name, place)])];
  });
  return [...new Map(lookups.map((lookup) => [lookup.key, lookup])).values()];
}

function vpcLookup(vpcId: string | undefined, { account, region }: Place): Lookup {
  const filter = vpcId === undefined ? 'isDefault=true' : `vpc-id=${vpcId}`;
  const key = `vpc-provider:account=${account}:filter.${filter}:region=${region}:returnAsymmetricSubnets=true`;
  return { kind: 'vpc', key, vpcId };
}

function imageLookup(name: string, { account, region }: Place): Lookup {
  const filters = `filters.image-type.0=machine:filters.name.0=${name}:filters.state.0=available`;
  return {
    kind: 'image',
    key: `ami:account=${account}:${filters}:owners.0=${account}:region=${region}`,
    name,
  };
}
