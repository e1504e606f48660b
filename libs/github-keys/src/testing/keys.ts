/** One field of a public key: its length, then its bytes. */
export function field(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** A public key of the type with the fields, as `<type> <base64>`. */
export function keyLine(type: string, ...fields: (Buffer | string)[]): string {
  return `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString('base64')}`;
}

/** A valid Ed25519 key, different for each seed from 0 to 255. */
export function ed25519Key(seed: number): string {
  return keyLine('ssh-ed25519', Buffer.alloc(32, seed));
}
