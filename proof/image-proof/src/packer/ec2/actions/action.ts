import type * as z from 'zod';
import { Ec2Error } from '../ec2-error.ts';
import type { Account } from '../account.ts';

/** An action of EC2's API. The output has the field names of EC2's XML. Throws Ec2Error. */
export type Action = (account: Account, input: unknown) => Promise<object>;

/** An action that validates its input first. */
export function action<T>(
  schema: z.ZodType<T>,
  act: (account: Account, input: T) => object | Promise<object>,
): Action {
  return async (account, input) => {
    const { data, error } = schema.safeParse(input);
    if (error) {
      const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new Ec2Error('InvalidParameterValue', problems.join('; '));
    }
    return act(account, data);
  };
}
