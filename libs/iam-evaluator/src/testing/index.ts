export { allows, denies, wrongCases, type PolicyCase } from './policy-case.ts';
export { survivingMutants } from './surviving-mutants.ts';
