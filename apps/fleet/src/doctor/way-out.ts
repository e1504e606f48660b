import type { Subnet } from '../observe/subnets.ts';

export type WayOut = { readonly open: true } | { readonly open: false; readonly why: string };

/** Whether something in a subnet reaches the Internet. */
export function wayOut({ defaultRoute }: Subnet, hasPublicAddress: boolean): WayOut {
  if (defaultRoute === undefined) return { open: false, why: 'no default route' };
  const { target, blackhole } = defaultRoute;
  if (blackhole) return { open: false, why: `its default route leads to ${target}, which is gone` };
  return target.startsWith('igw-') && !hasPublicAddress
    ? { open: false, why: `its default route leads to ${target}, which needs public addresses` }
    : { open: true };
}

/** The subnets in which a Lambda, whose interfaces get no public address anywhere, has no way out; each with why. */
export const subnetsWithoutWayOut = (subnets: readonly Subnet[]): readonly string[] =>
  subnets.flatMap((subnet) => {
    const out = wayOut(subnet, false);
    return out.open ? [] : [`${subnet.id}: ${out.why}`];
  });
