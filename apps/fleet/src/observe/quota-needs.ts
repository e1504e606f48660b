import type { PurchaseConfig } from '@agent-aws-stack/config';
import { splitCapacity } from '@agent-aws-stack/sizing';
import { quotaCode, type Purchase } from './quota-codes.ts';

/** How much of one vCPU quota a fleet needs. */
export interface QuotaNeed {
  readonly code: string;
  /** vCPUs at the fleet's maximum, if all instances that this quota limits are of the type that needs the most vCPUs for a unit of capacity. */
  readonly most: number;
  /** vCPUs of one instance of the smallest type. */
  readonly least: number;
}

export interface LaunchedType {
  readonly type: string;
  readonly vcpus: number;
  /** How many units of capacity an instance of this type counts for. */
  readonly weight: number;
}

/** How much a group with this maximum needs of each quota, and the types whose quota is unknown. */
export function quotaNeeds(
  purchase: Purchase,
  maxSize: number,
  types: readonly LaunchedType[],
  purchaseConfig: PurchaseConfig,
): { readonly needs: readonly QuotaNeed[]; readonly unknown: readonly string[] } {
  const units = splitCapacity(maxSize, purchaseConfig)[purchase];
  if (units === 0) return { needs: [], unknown: [] };
  const needs = new Map<string, QuotaNeed>();
  const unknown: string[] = [];
  for (const { type, vcpus, weight } of types) {
    const code = quotaCode(type, purchase);
    if (code === undefined) unknown.push(type);
    else {
      const { most, least } = needs.get(code) ?? { most: 0, least: Infinity };
      needs.set(code, {
        code,
        most: Math.max(most, Math.ceil(units / weight) * vcpus),
        least: Math.min(least, vcpus),
      });
    }
  }
  return { needs: [...needs.values()], unknown };
}

/** The AWS CLI's command that requests a higher quota. */
export const quotaIncrease = (code: string, vcpus: number): string =>
  `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} --desired-value ${vcpus}`;
