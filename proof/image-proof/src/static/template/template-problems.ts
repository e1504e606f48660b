import type { ImageFamily } from '@agent-aws-stack/contract';
import { buildPackerVariables } from './packer-variables.ts';
import { secretProblems } from './secret-problems.ts';
import { sourceProblems } from './source-problems.ts';
import type { Template } from './template.ts';

/** Finds violations of the rules for templates. */
export function templateProblems(family: ImageFamily, template: Template): readonly string[] {
  const sources = Object.entries(template.source).flatMap(([type, named]) =>
    Object.values(named).flatMap((blocks) => blocks.map((source) => ({ type, source }))),
  );
  const [only, ...others] = sources;
  if (only === undefined || others.length > 0 || only.type !== 'amazon-ebs') {
    return [`the template has ${sources.length} sources, expected one amazon-ebs`];
  }
  const undeclared = buildPackerVariables(family).filter((name) => template.variable[name] === undefined);
  return [
    ...sourceProblems(family, template, only.source),
    ...secretProblems(template),
    ...undeclared.map((name) => `variable ${name}, which the builder passes, is not declared`),
  ];
}
