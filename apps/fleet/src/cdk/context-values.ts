import { complaintsOf, type ParameterKey } from '@agent-aws-stack/config';
import * as z from 'zod';

/** CDK context: values by key. */
export type Context = Readonly<Record<string, unknown>>;

/** Text that is valid as the value of a parameter. */
const valueOf = (key: ParameterKey) => z.string().refine((text) => complaintsOf(key, text).length === 0);

/** `VpcContextResponse` of aws-cdk-lib/cx-api, with the fields that `Vpc.fromLookup` reads. */
const vpc = z.looseObject({
  vpcId: valueOf('SEMAPHORE_AGENT_VPC_ID'),
  availabilityZones: z.array(z.string()),
  subnetGroups: z
    .array(
      z.looseObject({
        name: z.string(),
        type: z.string(),
        subnets: z.array(
          z.looseObject({ subnetId: z.string(), availabilityZone: z.string(), routeTableId: z.string() }),
        ),
      }),
    )
    .optional(),
});

/** What values must be, by the start of their key. */
const FORMS: readonly (readonly [start: string, what: string, form: z.ZodType])[] = [
  ['vpc-provider:', 'a VPC', vpc],
  ['ami:', 'the id of an image', valueOf('SEMAPHORE_AGENT_AMI')],
  ['@aws-cdk/core:bootstrapQualifier', 'text', z.string().min(1)],
];

/** The key of the first entry of CDK context whose value has the wrong form, and what it should be; undefined if there is none. */
export function damagedEntry(context: Context): { readonly key: string; readonly what: string } | undefined {
  for (const [key, value] of Object.entries(context)) {
    const [, what, form] = FORMS.find(([start]) => key.startsWith(start)) ?? [];
    if (what !== undefined && form?.safeParse(value).success === false) return { key, what };
  }
  return undefined;
}
