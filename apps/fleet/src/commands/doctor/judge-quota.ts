import type { PurchaseConfig } from '@agent-aws-stack/config';
import type { FullCommand } from '../../cli/full-command.ts';
import type { Facts } from '../../observe/facts.ts';
import type { Purchase } from '../../observe/quota-codes.ts';
import { quotaIncrease, quotaNeeds, type QuotaNeed } from '../../observe/quota-needs.ts';
import { failure, notChecked, ok, warning, type CheckResult } from './finding.ts';

type Known = Pick<Facts, 'group' | 'instanceTypes' | 'quotas'>;

/** Whether each vCPU quota of the account allows the fleet's maximum. */
export function judgeQuota(
  purchase: Purchase,
  facts: Known,
  purchaseConfig: PurchaseConfig,
  fullCommand: FullCommand,
): CheckResult {
  const { group, instanceTypes } = facts;
  const types = instanceTypes.map(({ type, vcpus }) => ({
    ...{ type, vcpus },
    weight: group.types.find((each) => each.type === type)?.weight ?? 1,
  }));
  const { needs, unknown } = quotaNeeds(purchase, group.max, types, purchaseConfig);
  if (unknown.length > 0) return notChecked(`the doctor does not know the vCPU quota of ${unknown[0]}`);
  if (needs.length === 0) return ok('the fleet needs no vCPUs from this quota');
  const results = needs.map((need) => judgeOne(need, facts, fullCommand));
  return (
    results.find(({ verdict }) => verdict === 'failure') ??
    results.find(({ verdict }) => verdict === 'warning') ??
    ok(results.map(({ seen }) => seen).join('; '))
  );
}

function judgeOne(
  { code, most, least }: QuotaNeed,
  { quotas }: Known,
  fullCommand: FullCommand,
): CheckResult {
  const quota = quotas.find((each) => each.code === code);
  if (quota === undefined) return notChecked(`Service Quotas does not list ${code}`);
  const seen = `${quota.value} vCPUs allowed in the account (${quota.name}), ${most} needed at the maximum`;
  if (quota.value >= most) return ok(seen);
  const result = quota.value < least ? failure : warning;
  return result(seen, fullCommand(quotaIncrease(code, most)));
}
