import type { ImageFamily } from '@agent-aws-stack/contract';
import type { Step } from '../step.ts';

/** A step that checks one family's sources: `lint` for style, `test` for correctness. */
export interface StaticStep extends Step {
  readonly family: ImageFamily;
  readonly kind: 'lint' | 'test';
}

/** @throws Error with all problems, if there are any */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
