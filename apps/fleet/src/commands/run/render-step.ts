import type { Shell } from '../../cli/shell.ts';
import type { Step } from './follow-job.ts';

/** `  12 s  launched    i-0123456789abcdef0, m7i.large in eu-west-1a` */
export function renderStep(step: Step, { style }: Pick<Shell, 'style'>): string {
  const name = style(step.step === 'logged' ? 'green' : 'bold', step.step.padEnd(10));
  return `${style('dim', `${String(step.seconds).padStart(4)} s`)}  ${name}  ${detailOf(step)}`;
}

function detailOf(step: Step): string {
  switch (step.step) {
    case 'queued':
      return `job ${step.job}`;
    case 'raised':
      return `desired capacity ${step.desired}`;
    case 'launched':
      return `${step.instance}, ${step.instanceType ?? 'type unknown'} in ${step.zone}`;
    case 'registered':
      return `${step.agents} ${step.agents === 1 ? 'agent' : 'agents'}`;
    case 'started':
      return 'no longer queued';
    case 'logged':
      return `${step.instance}: ${step.line}`;
  }
}
