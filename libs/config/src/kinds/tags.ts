import * as z from 'zod';
import { explainWhole } from './kind.ts';
import type { Kind } from './kind.ts';
import { list } from './list.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

// Only characters that IAM allows: IAM is the strictest of the services whose resources get the tags. The first colon ends the key.
// CloudFormation rejects empty values: https://docs.aws.amazon.com/goto/WebAPI/cloudformation-2010-05-15/Tag
const TAG = /^(?!aws:)([\p{L}\p{Z}\p{N}_.=+\-@/]{1,128}):([\p{L}\p{Z}\p{N}_.:=+\-@/]{1,256})$/iu;

const expectedTag =
  'Key:Value, with letters, digits, spaces and _ . : / = + - @; the key has 1 to 128 characters and does not start with aws:, the value has 1 to 256';

const tag: Kind<Tag> = {
  type: 'Key:Value',
  expected: expectedTag,
  schema: z
    .string()
    .trim()
    .regex(TAG)
    .transform((text) => {
      const colon = text.indexOf(':');
      return { key: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
    }),
  explain: explainWhole(expectedTag, (text) => {
    const [key, ...rest] = text.split('=').map((part) => part.trim());
    return rest.length > 0 && !text.includes(':') ? `${key}:${rest.join('=')}` : undefined;
  }),
  jsonSchema: () => ({ type: 'string', pattern: TAG.source }),
};

const tagList = list(tag);

// EC2 allows 50 tags for an instance: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
const MOST_TAGS = 50;
/** The tags that every fleet has. */
const OWN_KEYS = ['Name', 'application'];
const MOST_OTHER_TAGS = MOST_TAGS - OWN_KEYS.length;

const areFew = (all: readonly Tag[]) =>
  all.filter(({ key }) => !OWN_KEYS.includes(key)).length <= MOST_OTHER_TAGS;

// IAM ignores the case of keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
const areDistinct = (all: readonly Tag[]) =>
  new Set(all.map(({ key }) => key.toLowerCase())).size === all.length;

/** Tags as `Key:Value,Key:Value` or a JSON list of `Key:Value`. A value may contain colons; each key may occur once. */
export const tags: Kind<readonly Tag[]> = {
  ...tagList,
  schema: tagList.schema.refine((all) => areDistinct(all) && areFew(all)),
  explain: (raw) => {
    const complaints = tagList.explain(raw);
    if (complaints.length > 0) return complaints;
    const { data } = tagList.schema.safeParse(raw);
    const expected =
      data === undefined || areDistinct(data)
        ? `at most ${MOST_OTHER_TAGS} tags, because AWS allows ${MOST_TAGS} and every fleet has ${OWN_KEYS.join(' and ')}`
        : 'each tag key once; to IAM, keys that differ only in upper and lower case are the same';
    return explainWhole(expected)(raw);
  },
};
