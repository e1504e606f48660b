/** User data that does not start an agent. */
export class UserDataError extends Error {
  override readonly name = 'UserDataError';
  constructor(userData: string) {
    const shown = userData.length > 200 ? `${userData.slice(0, 200)}…` : userData;
    super(
      `the user data does not call start.sh or start.ps1 with a config parameter: ${JSON.stringify(shown)}`,
    );
  }
}

const startCall =
  /(?:\/opt\/semaphore\/agent\/start\.sh|C:\\semaphore-agent\\start\.ps1)\s+["']?([\w./-]+)["']?/;

/** The config parameter's name, as the start script of the image would be given it. Throws UserDataError. */
export function configParameterName(userData: string): string {
  const name = startCall.exec(userData)?.[1];
  if (name === undefined) throw new UserDataError(userData);
  return name;
}
