import { changed, fails, fault, warns } from '../fault.ts';

export const LAUNCH_FAULTS = [
  fault(
    'launch-template',
    'newer version made by hand',
    changed('launchTemplate', { latestVersion: 4 }),
    warns(/the latest is 4/, /fleet -- plan/),
  ),
  fault(
    'metadata-tokens',
    'optional',
    changed('launchTemplate', { tokensRequired: false }),
    warns(/IMDSv1/, /deploy/),
  ),
  fault('key-pair', 'gone', { keyPair: undefined }, fails(/no key pair ops/, /KEY_NAME/)),
  fault('instance-profile', 'gone', { instanceProfile: undefined }, fails(/ci-profile/, /deploy/)),
  fault('instance-profile', 'empty', changed('instanceProfile', { roles: [] }), fails(/no role/, /deploy/)),
  fault(
    'instance-profile',
    'none named',
    changed('launchTemplate', { profileName: undefined }),
    fails(/names none/, /deploy/),
  ),
];
