/** One field of a public key: its length, then its bytes. */
export function field(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** A public key line of the given type with any fields. */
export function keyLine(type: string, ...fields: (Buffer | string)[]): string {
  return `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString('base64')}`;
}

/** A well-formed Ed25519 key, a different one for each seed (0–255). */
export function ed25519Key(seed: number): string {
  return keyLine('ssh-ed25519', Buffer.alloc(32, seed));
}
