import { changed, fails, fault, launchTimeoutFault, warns } from '../fault.ts';

const AMI = 'ami-0123456789abcdef0';

export const IMAGE_FAULTS = [
  fault(
    'image-available',
    'an image that is gone',
    { image: undefined },
    fails(/ami-1 is gone/, /SEMAPHORE_AGENT_AMI/),
  ),
  fault(
    'image-available',
    'an image in the state failed',
    changed('image', { state: 'failed' }),
    fails(/ami-1 is failed/, /Build/),
  ),
  fault(
    'image-current',
    'an image older than the current sources',
    { expectedImageName: 'newer' },
    warns(/give newer/, /build the new image/),
  ),
  fault(
    'image-current',
    'a configured image that is not deployed',
    {},
    warns(new RegExp(`AMI is ${AMI}`), /fleet -- deploy/),
    {
      SEMAPHORE_AGENT_AMI: AMI,
    },
  ),
  fault(
    'image-age',
    'an image older than a month',
    changed('image', { createdAt: new Date('2026-10-15T12:00:00Z') }),
    warns(
      /^built 40 days ago/,
      /images:build-linux --os ubuntu-focal --region eu-west-1 --force; then: .*deploy/,
    ),
  ),
  fault(
    'image-age',
    'an old image that the user has built',
    {
      ...changed('image', { id: AMI, name: 'acme-agent', createdAt: new Date('2026-10-19T11:00:00Z') }),
      ...changed('launchTemplate', { imageId: AMI }),
    },
    warns(/^built 36 days ago/, /^Build a newer image .* SEMAPHORE_AGENT_AMI/),
    { SEMAPHORE_AGENT_AMI: AMI },
  ),
  launchTimeoutFault(
    'image-contract',
    'an image whose scripts are too old',
    changed('image', { contract: 0 }),
    fails(/^ami-1 has no tag .* after 300 s$/, /LAUNCH_TIMEOUT=0/),
  ),
  fault(
    'image-architecture',
    'an arm64 image for an x86_64 instance type',
    changed('image', { architecture: 'arm64' }),
    fails(/m7i\.large cannot boot/, /SEMAPHORE_AGENT_ARCH/),
  ),
  fault(
    'image-architecture',
    'an arm64 image for two x86_64 instance types, one of which has its own image',
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
    fails(/arm64, which m7i\.large cannot boot/, /SEMAPHORE_AGENT_AMI/),
  ),
  fault(
    'root-volume',
    'a volume on a device other than the root device',
    changed('launchTemplate', { volumes: [{ device: '/dev/xvda', sizeGib: 64 }] }),
    warns(/second volume/, /VOLUME_NAME=\/dev\/sda1/),
  ),
  fault(
    'root-volume',
    'a volume that is too small',
    changed('launchTemplate', { volumes: [{ device: '/dev/sda1', sizeGib: 8 }] }),
    fails(/8 GiB/, /VOLUME_SIZE to 20/),
  ),
];
