import type { FleetConfig } from '@agent-aws-stack/config';
import { currentImageName } from '../../fleets/image-name.ts';

/** Account and region of the fleets. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What the CDK app needs to know about the account: a VPC, or an image of the account by its name. */
export type ContextQuery = { readonly key: string } & (
  | { readonly kind: 'vpc'; /** @default - the default VPC */ readonly vpcId: string | undefined }
  | { readonly kind: 'image'; readonly name: string }
);

/**
 * The lookups of these fleets, each once, with the keys that the CDK gives them in the context (`ContextProvider.getKey` of
 * aws-cdk-lib; a test of the CDK app compares them). @throws ImageSourcesError
 */
export function contextQueries(fleets: readonly FleetConfig[], place: Place): readonly ContextQuery[] {
  const queries = fleets.flatMap(({ network, instance }) => {
    const name = currentImageName(instance);
    return [vpcQuery(network.vpcId, place), ...(name === undefined ? [] : [imageQuery(name, place)])];
  });
  return [...new Map(queries.map((query) => [query.key, query])).values()];
}

function vpcQuery(vpcId: string | undefined, { account, region }: Place): ContextQuery {
  const filter = vpcId === undefined ? 'isDefault=true' : `vpc-id=${vpcId}`;
  const key = `vpc-provider:account=${account}:filter.${filter}:region=${region}:returnAsymmetricSubnets=true`;
  return { kind: 'vpc', key, vpcId };
}

function imageQuery(name: string, { account, region }: Place): ContextQuery {
  const filters = `filters.image-type.0=machine:filters.name.0=${name}:filters.state.0=available`;
  return {
    kind: 'image',
    key: `ami:account=${account}:${filters}:owners.0=${account}:region=${region}`,
    name,
  };
}
