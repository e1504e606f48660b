import { UsageError } from './errors.ts';

/** Sections of the AWS configuration that are not profiles, as the SDK names them. */
const OTHER_SECTION = /^(sso-session|services)\./;

/** @throws UsageError when the AWS configuration of this machine has no profile of this name */
export async function expectProfile(name: string): Promise<void> {
  // Loaded late: few commands need it.
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profiles = Object.keys({ ...configFile, ...credentialsFile }).filter(
    (each) => !OTHER_SECTION.test(each),
  );
  if (profiles.includes(name)) return;
  throw new UsageError(
    '--profile',
    `there is no profile ${name} in your AWS configuration`,
    profiles.length === 0 ? 'It has none; make one: aws configure' : `It has ${profiles.join(', ')}`,
  );
}
