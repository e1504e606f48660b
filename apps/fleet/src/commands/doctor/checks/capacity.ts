import { largestLaunch, volumesAtOnce, type FleetConfig, type PurchaseConfig } from '@agent-aws-stack/config';
import { hostProblems } from '../../../observe/host-problems.ts';
import { offeringProblems } from '../../../observe/offering-problems.ts';
import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';
import { judgeQuota } from '../judge-quota.ts';

/** Matches the quota's name. AWS's documentation gives neither the code nor the exact name of this quota. */
const INITIALIZATION_QUOTA = /volume initialization/i;

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
    name: 'quota-volume-rate',
    needs: ['group', 'launchTemplate', 'volumeQuotas'],
    judge: ({ group: { max }, launchTemplate: { volumes }, volumeQuotas }, { fleet }) => {
      const rate = volumes.map(({ initializationRateMibps }) => initializationRateMibps).find(Boolean);
      if (rate === undefined) return ok('no volume has an initialization rate');
      const quota = volumeQuotas.find(({ name }) => INITIALIZATION_QUOTA.test(name));
      if (quota === undefined)
        return notChecked(
          'Service Quotas lists no quota of volume initialization',
          `Compare ${max} times ${rate} MiB/s with the quota that the console shows for Amazon EBS`,
        );
      const allowed = volumesAtOnce(quota.value, rate);
      const launch = largestLaunch({ maxSize: max, schedules: [] }, fleet.scaler?.maxStep ?? 0);
      const seen = `${quota.value} MiB/s allowed in the account (${quota.name}), ${launch * rate} needed by ${launch} launches at once`;
      if (launch <= allowed) return ok(seen);
      return warning(
        `${seen}: EC2 refuses all but ${allowed}`,
        `Request a higher quota "${quota.name}" of Amazon EBS, or lower SEMAPHORE_AGENT_VOLUME_INITIALIZATION_RATE${
          allowed > 0 ? ` or SEMAPHORE_AGENT_SCALER_MAX_STEP` : ''
        }`,
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

/** If on-demand instances can stand in for spot instances, all instances of the fleet may be on demand. */
const onDemandPurchase = ({ group: { purchase } }: FleetConfig): PurchaseConfig =>
  purchase.onDemandFallbackAfterSeconds > 0 ? { ...purchase, onDemandPercentageAboveBase: 100 } : purchase;

const zonesOf = (subnets: readonly { readonly zone: string }[]): readonly string[] =>
  [...new Set(subnets.map(({ zone }) => zone))].sort();
