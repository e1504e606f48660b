import { UsageError } from './errors.ts';

/** The SDK's names for sections of the AWS configuration that are not profiles. */
const OTHER_SECTION = /^(sso-session|services)\./;

/** Checks that the AWS configuration of this machine has a profile of this name. @throws UsageError */
export async function expectProfile(name: string): Promise<void> {
  // Loaded on demand, because only --profile needs it.
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profiles = Object.keys({ ...configFile, ...credentialsFile }).filter(
    (each) => !OTHER_SECTION.test(each),
  );
  if (profiles.includes(name)) return;
  throw new UsageError(
    '--profile',
    `there is no profile ${name} in your AWS configuration`,
    profiles.length === 0
      ? `It has none; create it: aws configure --profile ${name}`
      : `It has ${profiles.join(', ')}`,
  );
}
