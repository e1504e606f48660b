import { randomBytes } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Randomness as an argument, so that a seed can repeat a run. */
export interface Random {
  /** A number that is at least 0 and less than 1. */
  fraction(): number;
  /** Random hexadecimal digits, two for each byte. */
  hex(bytes: number): string;
}

export const systemRandom: Random = {
  fraction: () => Math.random(),
  hex: (bytes) => randomBytes(bytes).toString('hex'),
};

/** The same seed gives the same sequence. @param seed a whole number */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return {
    fraction: () => uniformFloat64(generator),
    hex: (bytes) =>
      Array.from({ length: bytes }, () => uniformInt(generator, 0, 255).toString(16).padStart(2, '0')).join(
        '',
      ),
  };
}

/** A random UUID of version 4, as in RFC 9562. */
export function randomUuid(random: Random): string {
  const digits = random.hex(16);
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const [a, b, c, d, e] = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ];
  return [a, b, c, d, e].join('-');
}
