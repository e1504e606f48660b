import * as z from 'zod';
import { found } from '../account.ts';
import { action } from './action.ts';

/** Actions for key pairs and security groups. */

const Group = z.object({ GroupId: z.string() });
const Groups = z.object({ GroupId: z.array(z.string()) });
const KeyName = z.object({ KeyName: z.string() });
const Ingress = Group.extend({ IpPermissions: z.array(z.object({ FromPort: z.coerce.number() })) });

/** Creates ed25519 keys, which the template requests. EC2's default is RSA, but Packer 1.6 cannot request another type. */
export const CreateKeyPair = action(KeyName, async (account, { KeyName: keyName }) => {
  const pair = await account.ports.makeKeyPair();
  account.keyPairs.set(keyName, pair);
  return { keyName, keyMaterial: pair.privateKey };
});

export const DeleteKeyPair = action(KeyName, (account, { KeyName: keyName }) => {
  account.keyPairs.delete(keyName);
  return { return: true };
});

export const CreateSecurityGroup = action(z.object({ GroupName: z.string() }), (account) => {
  const groupId = account.newId('sg');
  account.securityGroups.set(groupId, []);
  return { groupId };
});

export const DescribeSecurityGroups = action(Groups, (account, { GroupId }) => ({
  securityGroupInfo: GroupId.filter((groupId) => account.securityGroups.has(groupId)).map((groupId) => ({
    groupId,
  })),
}));

export const AuthorizeSecurityGroupIngress = action(Ingress, (account, { GroupId, IpPermissions }) => {
  const ports = found(account.securityGroups.get(GroupId), 'InvalidGroup.NotFound', GroupId);
  ports.push(...IpPermissions.map(({ FromPort }) => FromPort));
  return { return: true };
});

export const DeleteSecurityGroup = action(Group, (account, { GroupId }) => {
  found(account.securityGroups.get(GroupId), 'InvalidGroup.NotFound', GroupId);
  account.securityGroups.delete(GroupId);
  return { return: true };
});
