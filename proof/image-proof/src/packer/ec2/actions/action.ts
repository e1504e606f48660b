import type * as z from 'zod';
import { Ec2Error } from '../ec2-error.ts';
import type { Account } from '../account.ts';

/** One action of EC2's API: its output as its XML has it. Throws Ec2Error. */
export type Action = (account: Account, input: unknown) => Promise<object>;

/** An action with its input read first. */
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
