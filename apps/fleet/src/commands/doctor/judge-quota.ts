import type { PurchaseConfig } from '@agent-aws-stack/config';
import { splitCapacity } from '@agent-aws-stack/sizing';
import type { FullCommand } from '../../cli/full-command.ts';
import type { Facts } from '../../observe/facts.ts';
import { failure, notChecked, ok, warning, type CheckResult } from './finding.ts';
import { quotaCode, type Purchase } from './quota-codes.ts';

type Known = Pick<Facts, 'group' | 'instanceTypes' | 'quotas'>;

/** How much of one quota the fleet needs. */
interface Need {
  /** vCPUs at the fleet's maximum, if all instances are of the largest type. */
  readonly most: number;
  /** vCPUs of one instance of the smallest type. */
  readonly least: number;
}

/** Whether each vCPU quota of the account allows the fleet's maximum. */
export function judgeQuota(
  purchase: Purchase,
  facts: Known,
  purchaseConfig: PurchaseConfig,
  fullCommand: FullCommand,
): CheckResult {
  const units = splitCapacity(facts.group.max, purchaseConfig)[purchase];
  if (units === 0) return ok('the fleet needs none');
  const needs = new Map<string, Need>();
  for (const { type, vcpus } of facts.instanceTypes) {
    const code = quotaCode(type, purchase);
    if (code === undefined) return notChecked(`the doctor does not know the vCPU quota of ${type}`);
    const weight = facts.group.types.find((each) => each.type === type)?.weight ?? 1;
    const { most, least } = needs.get(code) ?? { most: 0, least: Infinity };
    needs.set(code, {
      most: Math.max(most, Math.ceil(units / weight) * vcpus),
      least: Math.min(least, vcpus),
    });
  }
  const results = [...needs].map(([code, need]) => judgeOne(code, need, facts, fullCommand));
  return (
    results.find(({ verdict }) => verdict === 'failure') ??
    results.find(({ verdict }) => verdict === 'warning') ??
    ok(results.map(({ seen }) => seen).join('; '))
  );
}

function judgeOne(
  code: string,
  { most, least }: Need,
  { quotas }: Known,
  fullCommand: FullCommand,
): CheckResult {
  const quota = quotas.find((each) => each.code === code);
  if (quota === undefined) return notChecked(`Service Quotas does not list ${code}`);
  const seen = `${quota.value} vCPUs allowed in the account (${quota.name}), ${most} needed at the maximum`;
  if (quota.value >= most) return ok(seen);
  const result = quota.value < least ? failure : warning;
  return result(
    seen,
    fullCommand(
      `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} --desired-value ${most}`,
    ),
  );
}
