import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const instanceProfile = defineCheck({
  name: 'instance-profile',
  needs: ['instanceProfile', 'launchTemplate'],
  judge: ({ instanceProfile: profile, launchTemplate: { profileName } }, { paste }) => {
    const remedy = `Instances have no rights, so their agents do not start. Put it back: ${paste('deploy')}`;
    if (profileName === undefined) return failure('the launch template names none', remedy);
    if (profile === undefined) return failure(`there is no instance profile ${profileName}`, remedy);
    return profile.roles.length > 0
      ? ok(`role ${profile.roles.join(', ')}`)
      : failure(`instance profile ${profileName} has no role`, remedy);
  },
});
