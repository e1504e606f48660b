/**
 * The SHA-256 of a file from its vendor's list, with lines `<sha256>  <name>`, `<sha256> *<folder>/<name>` or
 * `SHA256 (<name>) = <sha256>`. Undefined if the list does not have the name, or has two different checksums for it.
 */
export function listedChecksum(list: string, name: string): string | undefined {
  const listed = new Set(
    list.split('\n').flatMap((line) => {
      const gnu = /^([0-9a-f]{64})[ \t]+\*?(\S+)$/.exec(line.trimEnd());
      const bsd = /^SHA256 \((\S+)\) = ([0-9a-f]{64})$/.exec(line.trimEnd());
      const [checksum, file] = gnu ? [gnu[1], gnu[2]?.split('/').at(-1)] : [bsd?.[2], bsd?.[1]];
      return checksum !== undefined && file === name ? [checksum] : [];
    }),
  );
  return listed.size === 1 ? [...listed][0] : undefined;
}
