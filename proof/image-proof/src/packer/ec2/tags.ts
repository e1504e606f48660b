import * as z from 'zod';

const List = z.array(z.object({ Key: z.string(), Value: z.string() }));

/** Conversions between tags in EC2's inputs, in its outputs, and as a map. */
export const Tags = {
  list: List,
  items: (tags: ReadonlyMap<string, string>): object[] => [...tags].map(([key, value]) => ({ key, value })),
  map: (list: z.infer<typeof List>): Map<string, string> =>
    new Map(list.map(({ Key, Value }) => [Key, Value])),
};
