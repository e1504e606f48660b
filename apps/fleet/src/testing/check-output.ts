import { isStream } from '../cli/command-output.ts';
import { outputSchema } from '../cli/output-schema.ts';
import { prettifyError } from 'zod';

const isJson = (args: readonly string[]): boolean => args.includes('--json');

/** Checks the JSON that a command printed against the published schema. @throws Error with every difference */
export function checkOutput(args: readonly string[], out: string): void {
  if (!isJson(args) || args.includes('--help')) return;
  // `logs --follow` prints each log entry without the document's other fields.
  const documents = isStream(args)
    ? out
        .trimEnd()
        .split('\n')
        .filter((line) => line.includes('"command"'))
    : [out];
  for (const document of documents) {
    const { error } = outputSchema.safeParse(JSON.parse(document));
    if (error !== undefined) throw new Error(`${args.join(' ')}: ${prettifyError(error)}\n${document}`);
  }
}
