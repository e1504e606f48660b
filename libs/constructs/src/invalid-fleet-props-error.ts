/** Settings of a fleet that conflict or are out of range. The message lists all of them, by the names of the props. */
export class InvalidFleetPropsError extends Error {
  override readonly name = 'InvalidFleetPropsError';
}
