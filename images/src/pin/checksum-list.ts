/**
 * The SHA-256 of a file in its vendor's list: lines `<sha256>  <name>`, `<sha256> *<folder>/<name>` or
 * `SHA256 (<name>) = <sha256>`. Undefined for a name with two different checksums.
 */
export function listedChecksum(list: string, name: string): string | undefined {
  const listed = new Set(
    list.split('\n').flatMap((line) => {
      const gnu = /^([0-9a-f]{64})[ \t]+\*?(?:\S*\/)?(\S+)\s*$/.exec(line);
      const bsd = /^SHA256 \((\S+)\) = ([0-9a-f]{64})\s*$/.exec(line);
      const [checksum, file] = gnu ? [gnu[1], gnu[2]] : [bsd?.[2], bsd?.[1]];
      return checksum !== undefined && file === name ? [checksum] : [];
    }),
  );
  return listed.size === 1 ? [...listed][0] : undefined;
}
