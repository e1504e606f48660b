import { changed, fails, fault, warns } from '../fault.ts';

export const LAUNCH_FAULTS = [
  fault(
    'launch-template',
    'a newer version that was made by hand',
    changed('launchTemplate', { latestVersion: 4 }),
    warns(/the latest is 4/, /fleet -- plan/),
  ),
  fault(
    'metadata-tokens',
    'tokens that are optional',
    changed('launchTemplate', { tokensRequired: false }),
    warns(/IMDSv1/, /deploy/),
  ),
  fault('key-pair', 'a key pair that is gone', { keyPair: undefined }, fails(/no key pair ops/, /KEY_NAME/)),
  fault(
    'instance-profile',
    'an instance profile that is gone',
    { instanceProfile: undefined },
    fails(/ci-profile/, /deploy/),
  ),
  fault(
    'instance-profile',
    'an instance profile without a role',
    changed('instanceProfile', { roles: [] }),
    fails(/no role/, /deploy/),
  ),
  fault(
    'instance-profile',
    'a launch template that names no instance profile',
    changed('launchTemplate', { profileName: undefined }),
    fails(/names none/, /deploy/),
  ),
];
