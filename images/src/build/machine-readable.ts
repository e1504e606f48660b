/** The content of a line of `packer build -machine-readable`. */
export type PackerEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'image'; readonly region: string; readonly id: string };

/**
 * Parses a line of Packer's machine-readable output: `timestamp,target,type,data…`. Undefined for a type that no reader
 * needs.
 */
export function parsePackerLine(line: string): PackerEvent | undefined {
  const [, , type, ...data] = line.split(',').map(unescape);
  if (type === 'ui') {
    const [kind, text = ''] = data;
    return { kind: kind === 'error' ? 'error' : 'text', text: text.trimEnd() };
  }
  if (type === 'artifact' && data[1] === 'id') {
    // Of several regions, `region:id` each, the one it was built in comes first.
    const [region, id] = (data[2] ?? '').split(',')[0]?.split(':') ?? [];
    if (region && id?.startsWith('ami-')) return { kind: 'image', region, id };
  }
  return undefined;
}

/** Packer names the build and its source before each line: `    semaphore-agent-linux.amazon-ebs.ubuntu: `, or after an arrow. */
const SOURCE = /^(?:==> |\s*)[\w-]+\.amazon-ebs\.[\w-]+: ?/;

/** The text as the program on the instance printed it, except that a backslash followed by an n is a newline here. */
export const textOf = (event: PackerEvent): string =>
  event.kind === 'image' ? '' : event.text.replace(SOURCE, '');

/** The same, line by line. */
export const linesOf = (event: PackerEvent): readonly string[] =>
  event.kind === 'image' ? [] : event.text.split('\n').map((line) => line.replace(SOURCE, ''));

function unescape(field: string): string {
  return field.replaceAll('%!(PACKER_COMMA)', ',').replaceAll('\\n', '\n').replaceAll('\\r', '');
}
