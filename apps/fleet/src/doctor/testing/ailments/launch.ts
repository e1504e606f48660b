import { ailment, changed } from '../ailments.ts';
import { HEALTHY } from '../../../observe/testing/healthy-facts.ts';

const AMI = 'ami-0123456789abcdef0';

export const LAUNCH_AILMENTS = [
  ailment(
    'launch-template',
    'made by hand',
    changed('launchTemplate', { latestVersion: 4 }),
    'warning',
    /4 is/,
    /fleet -- plan/,
  ),
  ailment(
    'metadata-tokens',
    'optional',
    changed('launchTemplate', { tokensRequired: false }),
    'warning',
    /IMDSv1/,
    /deploy/,
  ),
  ailment('image-available', 'gone', { image: undefined }, 'failure', /ami-1 is gone/, /SEMAPHORE_AGENT_AMI/),
  ailment(
    'image-available',
    'failed',
    changed('image', { state: 'failed' }),
    'failure',
    /ami-1 is failed/,
    /Build/,
  ),
  ailment(
    'image-current',
    'older',
    { expectedImageName: 'newer' },
    'warning',
    /give newer/,
    /build that image/,
  ),
  ailment('image-current', 'not deployed', {}, 'warning', new RegExp(`AMI is ${AMI}`), /fleet -- deploy/, {
    SEMAPHORE_AGENT_AMI: AMI,
  }),
  ailment(
    'image-architecture',
    'arm64',
    changed('image', { architecture: 'arm64' }),
    'failure',
    /m7i\.large cannot boot/,
    /SEMAPHORE_AGENT_ARCH/,
  ),
  ailment(
    'root-volume',
    'another device',
    changed('launchTemplate', { volumes: [{ device: '/dev/xvda', sizeGib: 64 }] }),
    'warning',
    /second volume/,
    /VOLUME_NAME=\/dev\/sda1/,
  ),
  ailment(
    'root-volume',
    'too small',
    changed('launchTemplate', { volumes: [{ device: '/dev/sda1', sizeGib: 8 }] }),
    'failure',
    /8 GiB/,
    /VOLUME_SIZE to 20/,
  ),
  ailment('key-pair', 'gone', { keyPair: undefined }, 'failure', /no key pair ops/, /KEY_NAME/),
  ailment('instance-profile', 'gone', { instanceProfile: undefined }, 'failure', /ci-profile/, /deploy/),
  ailment(
    'instance-profile',
    'empty',
    changed('instanceProfile', { roles: [] }),
    'failure',
    /no role/,
    /deploy/,
  ),
  ailment(
    'instance-profile',
    'none named',
    changed('launchTemplate', { profileName: undefined }),
    'failure',
    /names none/,
    /deploy/,
  ),
  ailment(
    'instance-type-offered',
    'not in one zone',
    { offerings: new Map([['m7i.large', ['eu-west-1a']]]) },
    'warning',
    /^eu-west-1b has no m7i\.large$/,
    /SEMAPHORE_AGENT_AZS/,
  ),
  ailment(
    'instance-type-offered',
    'nowhere',
    { offerings: new Map() },
    'failure',
    /1a has no.*1b has no/,
    /types/,
  ),
  ailment(
    'quota-on-demand',
    'none',
    withQuota(0, 1),
    'failure',
    /1 vCPUs allowed/,
    /L-1216C47A --desired-value 4/,
  ),
  ailment('quota-on-demand', 'tight', withQuota(0, 3), 'warning', /3 vCPUs.*, 4 needed/, /L-1216C47A/),
  ailment('quota-spot', 'none', withQuota(1, 0), 'failure', /0 vCPUs/, /L-34B43A08 --desired-value 16/),
  ailment('quota-spot', 'tight', withQuota(1, 15), 'warning', /15 vCPUs.*, 16 needed/, /L-34B43A08/),
  ailment(
    'image-architecture',
    'of a type beside one with an image of its own',
    {
      ...changed('image', { architecture: 'arm64' }),
      instanceTypes: ['m7i.large', 'm7a.large'].map((type) => ({
        type,
        vcpus: 2,
        architectures: ['x86_64'],
      })),
      offerings: new Map(['m7i.large', 'm7a.large'].map((type) => [type, ['eu-west-1a', 'eu-west-1b']])),
      ...changed('group', {
        types: [
          { type: 'm7i.large', weight: 1, ownImage: false },
          { type: 'm7a.large', weight: 1, ownImage: true },
        ],
      }),
    },
    'failure',
    /arm64, which m7i\.large cannot boot/,
    /SEMAPHORE_AGENT_AMI/,
  ),
];

function withQuota(index: number, value: number) {
  return { quotas: HEALTHY.quotas.map((quota, at) => (at === index ? { ...quota, value } : quota)) };
}
