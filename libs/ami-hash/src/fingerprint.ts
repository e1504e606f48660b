import { createHash } from 'node:crypto';

export interface SourceFile {
  /** Relative to the workspace, with any separators. */
  readonly path: string;
  readonly content: Uint8Array;
}

const HEX_DIGITS = 32;
/** A file without a NUL byte in its first 8000 bytes is text, as in Git (buffer_is_binary in xdiff-interface.c). */
const TEXT_PROBE_BYTES = 8000;

/**
 * A hash of 32 hex digits of the files' paths and contents. Does not depend on the machine, on the order of the files, or
 * on the line endings that Git checked out.
 */
export function fingerprint(files: readonly SourceFile[]): string {
  const sorted = files
    .map(({ path, content }) => ({ path: portablePath(path), content: unixText(content) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  for (const { path, content } of sorted) {
    // The lengths precede path and content, so two different lists never become the same bytes.
    hash.update(`${Buffer.byteLength(path)} ${content.length} ${path}`).update(content);
  }
  return hash.digest('hex').slice(0, HEX_DIGITS);
}

/** Windows uses backslashes; macOS may return names in decomposed Unicode. */
function portablePath(path: string): string {
  return path.replaceAll('\\', '/').normalize('NFC');
}

function unixText(content: Uint8Array): Uint8Array {
  if (content.subarray(0, TEXT_PROBE_BYTES).includes(0)) return content;
  return Buffer.from(Buffer.from(content).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
