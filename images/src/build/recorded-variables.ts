import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { BuildError } from './errors.ts';

/** A variable that the user set for a build, and the tag in which the image records it. */
export interface RecordedVariable {
  /** The name of the environment variable, e.g. SOURCE_AMI. */
  readonly key: string;
  readonly tag: string;
  readonly value: string;
}

/** A problem for each variable whose value differs from the image's tag. */
export function differences(
  { id, tags }: Pick<MachineImage, 'id' | 'tags'>,
  given: readonly RecordedVariable[],
): readonly BuildError[] {
  return given.flatMap(({ key, tag, value }) => {
    const was = tags[tag];
    if (was !== undefined && normalized(tag, was) === normalized(tag, value)) return [];
    const built = was === undefined ? `does not record it (no tag ${tag})` : `was built with ${quoted(was)}`;
    return [
      new BuildError(
        key,
        `you set ${quoted(value)}, but the existing image ${id} ${built}. ` +
          `--force replaces the image; to use it as it is, unset ${key}`,
      ),
    ];
  });
}

const quoted = (value: string): string => (/^[\w.:/-]+$/.test(value) ? value : `'${value}'`);

/** Makes lists of the same patterns equal, whether they are separated by commas or blanks, or are a JSON list. */
function normalized(tag: string, value: string): string {
  if (tag !== 'Apt_Hold_Patterns') return value;
  return patternsOf(value).join(' ');
}

function patternsOf(value: string): readonly string[] {
  if (!/^\s*\["/.test(value)) return value.split(/[\s,]+/).filter((pattern) => pattern !== '');
  try {
    return (JSON.parse(value) as unknown[]).map(String);
  } catch {
    return [value];
  }
}
