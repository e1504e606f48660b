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
    const [key, ...rest] = text.split(/\s*=\s*/);
    return rest.length > 0 && !text.includes(':') ? `${key}:${rest.join('=')}` : undefined;
  }),
  jsonSchema: () => ({ type: 'string', pattern: TAG.source }),
};

const tagList = list(tag);

/** Tags as `Key:Value,Key:Value` or a JSON list of `Key:Value`. A value may contain colons; each key may occur once. */
export const tags: Kind<readonly Tag[]> = {
  ...tagList,
  schema: tagList.schema.refine((all) => new Set(all.map(({ key }) => key)).size === all.length),
  explain: (raw) => {
    const complaints = tagList.explain(raw);
    return complaints.length > 0 ? complaints : explainWhole('each tag key once')(raw);
  },
};
