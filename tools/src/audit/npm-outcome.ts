import * as z from 'zod';
import type { Outcome, Printed } from './outcome.ts';

const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
});
const Failure = z.object({ message: z.string() });

/** Reads the output of `npm audit --json`. The exit code is no help: it is 1 if npm finds something, and also if the registry does not answer. */
export function npmOutcome({ stdout, stderr }: Printed): Outcome {
  const output = parse(stdout);
  const { data } = Report.safeParse(output);
  if (data === undefined)
    return { kind: 'not asked', reason: Failure.safeParse(output).data?.message ?? lastLine(stderr) };
  return {
    kind: 'asked',
    findings: Object.entries(data.vulnerabilities).map(([name, { severity, range }]) => ({
      package: `${name} ${range}`,
      what: severity,
    })),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) || 'npm audit printed nothing';
