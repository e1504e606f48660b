import { describe, expect, it } from '@jest/globals';
import { securityGroupsOf } from './security-groups.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { inRegion } from './testing/in-region.ts';

describe('securityGroupsOf', () => {
  const groups = (ipPermissions: readonly object[], groupId = 'sg-1') =>
    inRegion(
      (_, reply) => reply.ok({ securityGroupInfo: [{ groupId, ipPermissions }] }),
      (aws) => securityGroupsOf(aws, HEALTHY.launchTemplate),
    );
  const from = { ipRanges: [{ cidrIp: '10.0.0.0/8' }], ipv6Ranges: [{ cidrIpv6: '::/0' }] };

  it.each([
    ['port 22', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ...from }, ['10.0.0.0/8', '::/0']],
    ['ports around 22', { ipProtocol: 'tcp', fromPort: 20, toPort: 30, ...from }, ['10.0.0.0/8', '::/0']],
    ['all ports', { ipProtocol: 'tcp', ...from }, ['10.0.0.0/8', '::/0']],
    ['all protocols', { ipProtocol: '-1', ...from }, ['10.0.0.0/8', '::/0']],
    ['port 443', { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...from }, []],
    ['port 22 to another group only', { ipProtocol: 'tcp', fromPort: 22, toPort: 22 }, []],
  ])('reads who may connect with SSH from a rule that opens %s', async (_, rule, sshFrom) => {
    expect(await groups([rule])).toEqual([{ id: 'sg-1', egressRules: 0, sshFrom }]);
  });

  it('ignores groups that were not asked for', async () => {
    expect(await groups([], 'sg-2')).toEqual([]);
  });
});
