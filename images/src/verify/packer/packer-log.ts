import { parsePackerLine } from '../../build/machine-readable.ts';
import { readRecap, type Recap } from '../guest/playbook.ts';

/** What the first playbook came to in a build, by what Packer printed. */
export function playbookOf(log: string): Recap {
  const output = log
    .split('\n')
    .map(parsePackerLine)
    .flatMap((event) => (event?.kind === 'text' ? event.text.split('\n') : []))
    // Packer names the source before each line.
    .map((text) => text.replace(/^\s*[\w.-]+\.amazon-ebs\.\w+: /, ''))
    .join('\n');
  return readRecap(/\bok=\d.*\bfailed=0\b/.test(output) ? 0 : 1, output);
}
