/**
 * The fields of an SSH public key (RFC 4253, section 6.6). Each field is a big-endian length, followed by that many bytes.
 * Undefined if the lengths do not add up to the length of the blob.
 */
export function blobFields(blob: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset < blob.length) {
    if (offset + 4 > blob.length) return undefined;
    const end = offset + 4 + blob.readUInt32BE(offset);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}
