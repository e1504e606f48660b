import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import { BuildError } from './errors.ts';

/** A variable that was given for a build, and the tag in which the image records it. */
export interface RecordedVariable {
  /** Its name for the user, e.g. SOURCE_AMI. */
  readonly key: string;
  readonly tag: string;
  readonly value: string;
}

/** A problem for each variable that differs from the one that an image was built with. */
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
        `${quoted(value)} was given, but image ${id} of this name ${built}. ` +
          `--force replaces the image; without ${key} the image is used as it is`,
      ),
    ];
  });
}

const quoted = (value: string): string => (/^[\w.:/-]+$/.test(value) ? value : `'${value}'`);

/** Patterns may be separated by commas or blanks, or be a JSON list. The same packages count as the same value. */
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
