import type { Paste } from '../cli/paste.ts';
import type { PurchaseConfig } from '@agent-aws-stack/config';
import { splitCapacity } from '@agent-aws-stack/sizing';
import type { Facts } from '../observe/facts.ts';
import { failure, notChecked, ok, warning } from './finding.ts';
import type { Judgement } from './finding.ts';
import { quotaCode } from './quota-codes.ts';
import type { Purchase } from './quota-codes.ts';

type Known = Pick<Facts, 'group' | 'instanceTypes' | 'quotas'>;

/** Whether the account may run as many vCPUs as the fleet has at its maximum, per kind of purchase and family. */
export function judgeQuota(purchase: Purchase, known: Known, how: PurchaseConfig, paste: Paste): Judgement {
  const units = splitCapacity(known.group.max, how)[purchase];
  if (units === 0) return ok('the fleet buys none');
  const needs = new Map<string, { most: number; one: number }>();
  for (const { type, vcpus } of known.instanceTypes) {
    const code = quotaCode(type, purchase);
    if (code === undefined) return notChecked(`no vCPU quota of ${type} is known here`);
    const weight = known.group.types.find((each) => each.type === type)?.weight ?? 1;
    const most = Math.ceil(units / weight) * vcpus;
    const before = needs.get(code) ?? { most: 0, one: Infinity };
    needs.set(code, { most: Math.max(before.most, most), one: Math.min(before.one, vcpus) });
  }
  const judged = [...needs].map(([code, need]) => judge(code, need, known, paste));
  return (
    judged.find(({ verdict }) => verdict === 'failure') ??
    judged.find(({ verdict }) => verdict === 'warning') ??
    ok(judged.map(({ seen }) => seen).join('; '))
  );
}

function judge(
  code: string,
  need: { most: number; one: number },
  { quotas }: Known,
  paste: Paste,
): Judgement {
  const quota = quotas.find((each) => each.code === code);
  if (quota === undefined) return notChecked(`Service Quotas tells nothing of ${code}`);
  const seen = `${quota.value} vCPUs allowed in the account (${quota.name}), ${need.most} needed at the maximum`;
  const remedy = paste(
    `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} --desired-value ${need.most}`,
  );
  if (quota.value < need.one) return failure(seen, remedy);
  return quota.value < need.most ? warning(seen, remedy) : ok(seen);
}
