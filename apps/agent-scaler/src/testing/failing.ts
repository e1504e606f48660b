/** Arguments for an AWS error whose text does not matter. */
export const SITE = { action: 'autoscaling:SetDesiredCapacity', resource: 'group g' };
export const AWS_DETAIL = { detail: 'no' };

/** Returns a function that throws the error. */
export function fail(error: Error): () => never {
  return () => {
    throw error;
  };
}
