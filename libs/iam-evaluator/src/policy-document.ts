import * as z from 'zod';

/** IAM accepts a single value in place of a list, and JSON booleans and numbers in place of strings. */
const value = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const values = z.union([value.transform((single) => [single]), z.array(value)]);

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: values.optional(),
    NotAction: values.optional(),
    Resource: values.optional(),
    NotResource: values.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .refine(
    ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
    'A statement has either Action or NotAction',
  )
  .refine(
    ({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined),
    'A statement of an identity-based policy has either Resource or NotResource',
  );

const document = z.strictObject({
  /** Documents without a version have the version 2008-10-17, which has no policy variables. */
  Version: z.enum(['2008-10-17', '2012-10-17']).default('2008-10-17'),
  Id: z.string().optional(),
  Statement: z.union([statement.transform((single) => [single]), z.array(statement)]),
});

export type PolicyDocument = z.infer<typeof document>;
export type Statement = z.infer<typeof statement>;

/**
 * Parses the JSON of an identity-based policy, a permissions boundary or a session policy.
 * @throws Error if the document has an unknown element or a wrong shape
 */
export const parsePolicy = (json: unknown): PolicyDocument => document.parse(json);
