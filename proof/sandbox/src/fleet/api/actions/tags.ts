import * as z from 'zod';
import {
  type ActionContext,
  booleanParameter,
  defineAction,
  groupResource,
  nameParameter,
} from '../action.ts';

const tagSchema = z.object({
  ResourceId: nameParameter,
  ResourceType: z.literal('auto-scaling-group'),
  Key: nameParameter,
  Value: z.string().default(''),
  PropagateAtLaunch: booleanParameter.default(false),
});
/** This workspace sends one tag a request, so each request concerns one group. */
const schema = z.object({ Tags: z.array(tagSchema).length(1) });
type Tag = z.infer<typeof tagSchema>;

const resourceOf = ({ Tags }: { readonly Tags: readonly Tag[] }, context: ActionContext) =>
  groupResource(Tags[0]?.ResourceId ?? '', context);

export const createOrUpdateTags = defineAction({
  schema,
  resource: resourceOf,
  run: ({ Tags }, { context: { registry } }) => {
    for (const { ResourceId, Key, Value, PropagateAtLaunch } of Tags)
      registry
        .get(ResourceId)
        .changedTags.set(Key, { key: Key, value: Value, propagateAtLaunch: PropagateAtLaunch });
    return undefined;
  },
});

export const deleteTags = defineAction({
  schema,
  resource: resourceOf,
  run: ({ Tags }, { context: { registry } }) => {
    for (const { ResourceId, Key } of Tags) registry.get(ResourceId).changedTags.set(Key, undefined);
    return undefined;
  },
});
