/** The account does not have what was looked up. The message has the words of the CDK CLI, which the CDK app recognizes. */
export class NothingFoundError extends Error {
  override readonly name = 'NothingFoundError';
}
