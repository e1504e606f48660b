import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const LAUNCH_CHECKS = [
  defineCheck({
    name: 'launch-template',
    needs: ['launchTemplate'],
    judge: ({ launchTemplate: { id, version, latestVersion } }, { fullCommand }) =>
      version === latestVersion
        ? ok(`${id}, version ${version}`)
        : warning(
            `the group launches version ${version} of ${id}, but the latest is ${latestVersion}`,
            `A version made by hand is not used. What a deployment would do: ${fullCommand('plan')}`,
          ),
  }),

  defineCheck({
    name: 'metadata-tokens',
    needs: ['launchTemplate'],
    judge: ({ launchTemplate: { tokensRequired } }, { fullCommand }) =>
      tokensRequired
        ? ok('IMDSv2 is required')
        : warning(
            "IMDSv1 is enabled: a job that can be tricked into fetching an address leaks the role's credentials",
            `Deploy this version, which requires IMDSv2: ${fullCommand('deploy')}`,
          ),
  }),

  defineCheck({
    name: 'key-pair',
    needs: ['keyPair', 'launchTemplate'],
    appliesTo: ({ fleet }) => fleet.instance.keyName !== undefined,
    judge: ({ keyPair, launchTemplate: { keyName } }) =>
      keyPair === undefined && keyName !== undefined
        ? failure(
            `there is no key pair ${keyName}, so nothing can be launched`,
            'Import it under that name (aws ec2 import-key-pair), or name another with SEMAPHORE_AGENT_KEY_NAME',
          )
        : ok(keyName ?? 'none'),
  }),

  defineCheck({
    name: 'instance-profile',
    needs: ['instanceProfile', 'launchTemplate'],
    judge: ({ instanceProfile: profile, launchTemplate: { profileName } }, { fullCommand }) => {
      const remedy = `Instances have no permissions, so their agents do not start. Restore it: ${fullCommand('deploy')}`;
      if (profileName === undefined) return failure('the launch template names none', remedy);
      if (profile === undefined) return failure(`there is no instance profile ${profileName}`, remedy);
      return profile.roles.length > 0
        ? ok(`role ${profile.roles.join(', ')}`)
        : failure(`instance profile ${profileName} has no role`, remedy);
    },
  }),
];
