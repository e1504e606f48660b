import * as z from 'zod';
import type { Outcome, Printed } from './outcome.ts';

const Dependency = z.object({
  name: z.string(),
  version: z.string().optional(),
  vulns: z.array(z.object({ id: z.string() })).default([]),
  skip_reason: z.string().optional(),
});
const Report = z.object({ dependencies: z.array(Dependency) });

/** Reads the output of `pip-audit --format json`, which skips each package that the index does not answer for. */
export function pipOutcome({ found, stdout, stderr }: Printed): Outcome {
  if (!found) return { kind: 'not asked', reason: 'pip-audit is not installed: pipx install pip-audit' };
  const [json] = /\{.*\}/.exec(stdout) ?? [];
  if (json === undefined)
    return { kind: 'not asked', reason: stderr.trim().split('\n').at(-1) || 'pip-audit printed nothing' };
  const { dependencies } = Report.parse(JSON.parse(json));
  const [skipped] = dependencies.flatMap((each) => each.skip_reason ?? []);
  if (skipped !== undefined) return { kind: 'not asked', reason: skipped };
  return {
    kind: 'asked',
    findings: dependencies
      .filter(({ vulns }) => vulns.length > 0)
      .map(({ name, version, vulns }) => ({
        package: `${name} ${version}`,
        what: vulns.map(({ id }) => id).join(', '),
      })),
  };
}
