import type { ImageFamily } from '@agent-aws-stack/ami-hash';
import type { Step } from '../step.ts';

/** A step that reads one family's sources: `validate` asks whether Packer takes them, `lint` whether they are well made. */
export interface StaticStep extends Step {
  readonly family: ImageFamily;
  readonly kind: 'validate' | 'lint';
}

/** Throws what is wrong, all of it; nothing when nothing is. */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
