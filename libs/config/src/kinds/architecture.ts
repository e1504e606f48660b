import { ARCHITECTURES } from '@agent-aws-stack/contract';
import { choice } from './scalars.ts';

/** A processor architecture. Suggests it for the names that Docker, Node.js and Linux have for it. */
export const architecture = choice(ARCHITECTURES, {
  amd64: 'x86_64',
  x64: 'x86_64',
  aarch64: 'arm64',
});
