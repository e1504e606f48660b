import { evaluate, type Decision } from '../evaluate.ts';
import { parsePolicy, type PolicyDocument, type Statement } from '../policy-document.ts';
import type { IamRequest } from '../request.ts';
import { mutantsOf } from './mutants.ts';
import type { PolicyCase } from './policy-case.ts';

/**
 * The changes of single statements that no case notices, for each statement of a principal's policies. Empty if the cases
 * pin every effect, action, resource and condition.
 */
export function survivingMutants(
  documents: readonly unknown[],
  cases: readonly PolicyCase[],
): readonly string[] {
  const all = documents
    .map(parsePolicy)
    .flatMap(({ Version, Statement: statements }) => statements.map((statement) => ({ Version, statement })));
  // A mutant differs in one statement, so the decisions of the other statements are computed once.
  const decided = all.map(({ Version, statement }) =>
    cases.map(({ request }) => decide(statement, Version, request)),
  );
  return all.flatMap(({ Version, statement }, index) => {
    const others = decided.toSpliced(index, 1);
    const isCaught = (mutant: Statement): boolean =>
      cases.some(({ allowed, request }, position) => {
        const decisions = [...others.map((each) => each[position]), decide(mutant, Version, request)];
        return (decisions.includes('allowed') && !decisions.includes('explicitDeny')) !== allowed;
      });
    return mutantsOf(statement)
      .filter((mutant) => !isCaught(mutant.statement))
      .map(({ change }) => `${statement.Sid}: ${change}`);
  });
}

const decide = (statement: Statement, version: PolicyDocument['Version'], request: IamRequest): Decision =>
  evaluate({ identity: [{ Version: version, Statement: [statement] }] }, request);
