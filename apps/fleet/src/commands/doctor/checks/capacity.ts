import type { FleetConfig, PurchaseConfig } from '@agent-aws-stack/config';
import { hostProblems } from '../../../observe/host-problems.ts';
import { offeringProblems } from '../../../observe/offering-problems.ts';
import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';
import { judgeQuota } from '../judge-quota.ts';

export const CAPACITY_CHECKS = [
  defineCheck({
    name: 'instance-type-offered',
    needs: ['offerings', 'subnets', 'instanceTypes'],
    judge: ({ offerings, subnets, instanceTypes }) => {
      const zones = zonesOf(subnets);
      const names = instanceTypes.map(({ type }) => type);
      const { problems, none } = offeringProblems(offerings, zones, names);
      if (problems.length === 0) return ok(`in ${zones.join(', ')}`);
      const result = none ? failure : warning;
      return result(
        problems.join('; '),
        'Choose types that the zones offer, or leave out zones with SEMAPHORE_AGENT_AZS',
      );
    },
  }),

  defineCheck({
    name: 'quota-on-demand',
    needs: ['group', 'instanceTypes', 'quotas'],
    appliesTo: ({ fleet }) => fleet.instance.mac === undefined,
    judge: (facts, { fleet, fullCommand }) =>
      judgeQuota('onDemand', facts, onDemandPurchase(fleet), fullCommand),
  }),

  defineCheck({
    name: 'quota-spot',
    needs: ['group', 'instanceTypes', 'quotas'],
    appliesTo: ({ fleet }) =>
      fleet.instance.mac === undefined && fleet.group.purchase.onDemandPercentageAboveBase < 100,
    judge: (facts, { fleet, fullCommand }) => judgeQuota('spot', facts, fleet.group.purchase, fullCommand),
  }),

  defineCheck({
    name: 'quota-mac-hosts',
    needs: ['group', 'quotas'],
    appliesTo: ({ fleet }) => fleet.instance.mac !== undefined,
    judge: ({ group: { max }, quotas }, { fleet: { instance } }) => {
      const families = instance.mac?.families ?? [];
      const names = families.map((family) => `Running Dedicated ${family} Hosts`);
      const allowed = quotas
        .filter(({ name }) => names.includes(name))
        .reduce((sum, { value }) => sum + value, 0);
      const seen = `${allowed} dedicated hosts of ${families.join(', ')} allowed, up to ${max} agents configured`;
      if (allowed >= max && allowed > 0) return ok(seen);
      const result = allowed === 0 ? failure : warning;
      return result(
        seen,
        'Request a higher quota "Running Dedicated … Hosts" of Amazon EC2, or lower the maximum',
      );
    },
  }),

  defineCheck({
    name: 'mac-hosts',
    needs: ['dedicatedHosts', 'subnets'],
    appliesTo: ({ fleet }) => (fleet.instance.mac?.dedicatedHostIds.length ?? 0) > 0,
    judge: ({ dedicatedHosts, subnets }, { fleet: { instance }, fullCommand }) => {
      const mac = instance.mac ?? { dedicatedHostIds: [], families: [], autoAllocateHost: false };
      const { unusable, pending, usable } = hostProblems(mac, dedicatedHosts, zonesOf(subnets));
      const seen = [...unusable, ...pending].join('; ');
      if (unusable.length === 0) return ok(seen === '' ? `${usable} available` : seen);
      const result = usable === 0 && !mac.autoAllocateHost ? failure : warning;
      return result(
        seen,
        `Name hosts of the fleet's families and zones in SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS, then: ${fullCommand('deploy')}`,
      );
    },
  }),
];

/** With a fallback, all instances may be on demand. */
const onDemandPurchase = ({ group: { purchase } }: FleetConfig): PurchaseConfig =>
  purchase.onDemandFallbackAfterSeconds > 0 ? { ...purchase, onDemandPercentageAboveBase: 100 } : purchase;

const zonesOf = (subnets: readonly { readonly zone: string }[]): readonly string[] =>
  [...new Set(subnets.map(({ zone }) => zone))].sort();
