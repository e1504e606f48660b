/** Prints the fingerprint of one family's image sources: `node libs/ami-hash/src/main.ts linux|windows|macos`. */
import { join } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { imageFingerprint } from './image-name.ts';

const family = IMAGE_FAMILIES.find((known) => known === process.argv[2]);
if (family === undefined) {
  console.error(`usage: node libs/ami-hash/src/main.ts ${IMAGE_FAMILIES.join('|')}`);
  process.exitCode = 1;
} else {
  console.log(imageFingerprint(join(import.meta.dirname, '../../..'), family));
}
