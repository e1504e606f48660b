import { parsePackerLine } from '../../build/machine-readable.ts';
import { readRecap, type Recap } from '../guest/playbook.ts';

/** What the first playbook came to in a build, by what Packer printed. */
export function playbookOf(log: string): Recap {
  const texts = log.split('\n').flatMap((line) => {
    const event = parsePackerLine(line);
    return event?.kind === 'text' ? event.text.split('\n') : [];
  });
  // Packer names the source before each line.
  return readRecap(0, texts.map((text) => text.replace(/^\s*[\w.-]+\.amazon-ebs\.\w+: /, '')).join('\n'));
}
