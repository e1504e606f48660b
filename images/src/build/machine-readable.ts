/** The content of a line of `packer build -machine-readable`. */
export type PackerEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'image'; readonly region: string; readonly id: string };

/**
 * Parses a line of Packer's machine-readable output: `timestamp,target,type,data…`. Undefined for all types except
 * messages and the id of an image.
 */
export function parsePackerLine(line: string): PackerEvent | undefined {
  const [, , type, ...data] = line.split(',').map(unescape);
  if (type === 'ui') {
    const [kind, text = ''] = data;
    return { kind: kind === 'error' ? 'error' : 'text', text: text.trimEnd() };
  }
  if (type === 'artifact' && data[1] === 'id') {
    // A list of `region:id`; the region of the build comes first.
    const [region, id] = (data[2] ?? '').split(',')[0]?.split(':') ?? [];
    if (region && id?.startsWith('ami-')) return { kind: 'image', region, id };
  }
  return undefined;
}

/** Packer's prefix of each line, indented or after an arrow: `    semaphore-agent-linux.amazon-ebs.ubuntu: `. */
const SOURCE = /^(?:==> |\s*)[\w-]+\.amazon-ebs\.[\w-]+: ?/;

/** The text without Packer's prefix. Packer writes a newline as the two characters `\n`. If a program printed the same two characters, the text has a newline there too. */
export const textOf = (event: PackerEvent): string =>
  event.kind === 'image' ? '' : event.text.replace(SOURCE, '');

/** The lines of the text, without Packer's prefix. */
export const linesOf = (event: PackerEvent): readonly string[] =>
  event.kind === 'image' ? [] : event.text.split('\n').map((line) => line.replace(SOURCE, ''));

function unescape(field: string): string {
  return field.replaceAll('%!(PACKER_COMMA)', ',').replaceAll('\\n', '\n').replaceAll('\\r', '');
}
