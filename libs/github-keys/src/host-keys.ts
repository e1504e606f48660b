import * as z from 'zod/mini';
import { InvalidHostKeysError } from './errors.ts';
import { blobFields } from './public-key-blob.ts';

/** Public keys in OpenSSH's form, `<type> <base64>`, without host names. */
export type HostKeys = readonly string[];

/** The largest value of a standard SSM parameter, in bytes. */
export const MAX_LIST_BYTES = 4096;

const MIN_RSA_BITS = 2048;
const UNCOMPRESSED_POINT = 0x04;

/** The form of key types that the images' start scripts accept (known-hosts.sh, configure-github-ssh-keys.ps1). */
const TYPE_NAME = /^[a-z0-9@.-]{1,64}$/;

/** A check of the key's fields after the type, for each key type that GitHub uses today. */
const KEY_TYPES: ReadonlyMap<string, (fields: readonly Buffer[]) => boolean> = new Map([
  ['ssh-ed25519', ([key, ...rest]) => key?.length === 32 && rest.length === 0],
  [
    'ecdsa-sha2-nistp256',
    ([curve, point, ...rest]) =>
      curve?.toString('latin1') === 'nistp256' &&
      point?.length === 65 &&
      point[0] === UNCOMPRESSED_POINT &&
      rest.length === 0,
  ],
  [
    'ssh-rsa',
    ([exponent, modulus, ...rest]) =>
      exponent !== undefined &&
      exponent.length > 0 &&
      modulus !== undefined &&
      modulus.length * 8 >= MIN_RSA_BITS &&
      rest.length === 0,
  ],
]);

/** The check for types that GitHub may add in the future: no field may be empty. */
const isFilled = (fields: readonly Buffer[]): boolean =>
  fields.length > 0 && fields.every((field) => field.length > 0);

const KNOWN_TYPES = [...KEY_TYPES.keys()].join(', ');

// Not minLength: it is also called for a value that is not an array, and throws if the value has a `length` that cannot be compared with a number.
const listOfStrings = z.array(z.string()).check(z.refine((list) => list.length > 0));

/**
 * Validates a list of host keys from outside (GitHub, SSM, a file) and drops duplicates. Accepts keys of types that GitHub
 * does not use today, but leaves them out if the list would otherwise be too long for a standard SSM parameter.
 * @throws InvalidHostKeysError if the value is not a list of strings, is empty, has an invalid key, or is too long
 */
export function parseHostKeys(value: unknown): HostKeys {
  const list = listOfStrings.safeParse(value);
  if (!list.success) throw new InvalidHostKeysError('expected a non-empty list of SSH public keys');
  list.data.forEach(assertHostKey);
  const all = [...new Set(list.data)];
  if (bytesOf(all) <= MAX_LIST_BYTES) return all;
  const keys = all.filter((key) => KEY_TYPES.has(typeOf(key)));
  if (keys.length === 0) throw new InvalidHostKeysError(`expected keys of the types ${KNOWN_TYPES}`);
  const bytes = bytesOf(keys);
  if (bytes > MAX_LIST_BYTES) {
    throw new InvalidHostKeysError(
      `${keys.length} SSH public keys take ${bytes} bytes, but a standard SSM parameter holds only ${MAX_LIST_BYTES}`,
    );
  }
  return keys;
}

/** True if both lists have the same keys, in any order. */
export function sameKeys(a: HostKeys, b: HostKeys): boolean {
  const keysOfB = new Set(b);
  return new Set(a).size === keysOfB.size && a.every((key) => keysOfB.has(key));
}

/** True if both lists have at least one key in common. */
export function sharesKey(a: HostKeys, b: HostKeys): boolean {
  return a.some((key) => b.includes(key));
}

const bytesOf = (keys: HostKeys): number => Buffer.byteLength(JSON.stringify(keys));
const typeOf = (key: string): string => key.split(' ', 1)[0] ?? '';

function assertHostKey(key: string, index: number): void {
  const [type = '', base64 = '', ...rest] = key.split(' ');
  const subject = `SSH public key ${index + 1}`;
  if (!TYPE_NAME.test(type)) throw new InvalidHostKeysError(`${subject} does not start with a key type`);
  const isKey = KEY_TYPES.get(type) ?? isFilled;
  const blob = Buffer.from(base64, 'base64');
  // Buffer.from ignores characters that are not base64. Encoding the bytes again finds them.
  if (rest.length > 0 || blob.toString('base64') !== base64) {
    throw new InvalidHostKeysError(`${subject} does not have the form "${type} <base64>"`);
  }
  const [name, ...fields] = blobFields(blob) ?? [];
  if (name?.toString('latin1') !== type || !isKey(fields)) {
    throw new InvalidHostKeysError(`${subject} is not a complete ${type} key`);
  }
}
