import { ARCHITECTURES } from '@agent-aws-stack/contract';
import { choice } from './scalars.ts';

/** A processor architecture. For a name that Docker, Node.js or Linux uses, such as `amd64`, the error suggests ours. */
export const architecture = choice(ARCHITECTURES, {
  amd64: 'x86_64',
  x64: 'x86_64',
  aarch64: 'arm64',
});
