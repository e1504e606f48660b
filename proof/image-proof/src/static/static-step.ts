import type { ImageFamily } from '@agent-aws-stack/contract';
import type { Step } from '../step.ts';

/** A step that reads one family's sources: `lint` checks that they are well written, `test` that they do what is needed. */
export interface StaticStep extends Step {
  readonly family: ImageFamily;
  readonly kind: 'lint' | 'test';
}

/** Throws what is wrong, all of it; nothing when nothing is. */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
