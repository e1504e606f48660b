import { readUserData } from '@agent-aws-stack/contract';

/** The user data does not start an agent. */
export class UserDataError extends Error {
  override readonly name = 'UserDataError';
  constructor(userData: string) {
    const shown = userData.length > 200 ? `${userData.slice(0, 200)}…` : userData;
    super(
      `the user data does not call start.sh or start.ps1 with a config parameter: ${JSON.stringify(shown)}`,
    );
  }
}

/** Reads the name of the config parameter, which the user data passes to the image's start script. @throws UserDataError */
export function configParameterName(userData: string): string {
  const name = readUserData(userData);
  if (name === undefined) throw new UserDataError(userData);
  return name;
}
