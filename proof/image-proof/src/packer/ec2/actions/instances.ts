import * as z from 'zod';
import { found, type Account, type Computer, type KeyPair } from '../account.ts';
import { instanceItem, Launch, type Instance } from '../instance.ts';
import { action } from './action.ts';

const Instances = z.object({ InstanceId: z.array(z.string()) });

export const RunInstances = action(Launch, (account, launch) => {
  const image = account.image(launch.ImageId);
  const pair = found(account.keyPairs.get(launch.KeyName), 'InvalidKeyPair.NotFound', launch.KeyName);
  for (const groupId of launch.SecurityGroupId) {
    found(account.securityGroups.get(groupId), 'InvalidGroup.NotFound', groupId);
  }
  const instance: Instance = { instanceId: account.newId('i'), launch, state: 'pending', reason: '' };
  account.instances.push(instance);
  start(instance, pair, account.ports.computer(image));
  return { reservationId: `r-${instance.instanceId}`, instancesSet: [instanceItem(instance)] };
});

export const DescribeInstances = action(Instances, (account, { InstanceId }) => ({
  reservationSet: InstanceId.map((id) => ({
    reservationId: `r-${id}`,
    instancesSet: [instanceItem(account.instance(id))],
  })),
}));

export const StopInstances = action(Instances, (account, { InstanceId }) => {
  for (const id of InstanceId) end(account, account.instance(id), 'stopping', 'stopped');
  return {};
});

export const TerminateInstances = action(Instances, (account, { InstanceId }) => {
  for (const id of InstanceId) end(account, account.instance(id), 'shutting-down', 'terminated');
  return {};
});

/** Always returns no volumes, so Packer deletes none. Account.leftovers reports the volumes that a termination would not delete. */
export const DescribeVolumes = action(z.unknown(), () => ({ volumeSet: [] }));

/** Boots the instance's computer. The instance is running once the computer has booted, or at once if there is none. */
function start(instance: Instance, { publicKey }: KeyPair, computer: Computer | undefined): void {
  const become = (state: Instance['state'], reason = ''): void => {
    if (instance.state === 'pending') Object.assign(instance, { state, reason });
  };
  void Promise.resolve(computer?.boot(instance.instanceId, publicKey)).then(
    () => become('running'),
    (error: Error) => become('terminated', error.message),
  );
}

function end(
  account: Account,
  instance: Instance,
  transition: Instance['state'],
  final: Instance['state'],
): void {
  if (instance.state === 'terminated') return;
  instance.state = transition;
  const computer = account.ports.computer(account.image(instance.launch.ImageId));
  void Promise.resolve(computer?.powerOff()).finally(() => {
    instance.state = final;
  });
}
