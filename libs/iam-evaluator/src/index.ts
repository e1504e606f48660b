export { evaluate, type Decision, type Policies } from './evaluate.ts';
export { requestOf, type ContextValues, type IamRequest } from './request.ts';
export { parsePolicy, type PolicyDocument, type Statement } from './policy-document.ts';
