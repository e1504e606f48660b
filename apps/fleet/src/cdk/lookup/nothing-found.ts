/** The account does not have what was looked up. The CDK app recognizes the message, which starts like the CDK CLI's. */
export class NothingFoundError extends Error {
  override readonly name = 'NothingFoundError';
}
