import { Construct } from 'constructs';
import { core } from './cdk.ts';
import { addMistake } from './mistakes.ts';

export interface Lookup {
  /** What to look up, e.g. `the default VPC`. */
  readonly what: string;
  /** The message if the account does not have it: the parameter, the problem and, unless it is obvious, the remedy. */
  readonly missing: string;
}

/**
 * Looks something up in the account, through the CDK's context. The CDK returns a dummy if the value has not been looked up
 * yet, or if the lookup failed, e.g. without credentials. A failure is recorded as an error of the scope, and
 * synthesis continues, so that other mistakes are reported too, including those of other fleets.
 */
export function lookUp<T>(scope: Construct, find: (place: Construct) => T, lookup: Lookup): T {
  const place = new Construct(scope, 'Lookup');
  const value = find(place);
  const failure = place.node.metadata.find(({ type }) => type === 'aws:cdk:error');
  if (failure !== undefined) {
    // Replaces the CDK's own message, which names no remedy.
    scope.node.tryRemoveChild(place.node.id);
    const { account, region } = core.Stack.of(scope);
    addMistake(scope, reason(String(failure.data), lookup, `${account} in ${region}`));
  }
  return value;
}

function reason(cause: string, { what, missing }: Lookup, account: string): string {
  if (/could not find|no ami found/i.test(cause)) return missing;
  const sentence = cause.replace(/\.$/, '');
  if (/credential|security token|expired/i.test(cause)) {
    return `AWS credentials: needed to look up ${what} of account ${account}. ${sentence}. Sign in to AWS (aws sts get-caller-identity shows who you are), or name a profile with AWS_PROFILE`;
  }
  return `AWS: ${what} of account ${account} could not be looked up. ${sentence}. Check the region (CDK_DEPLOY_REGION), your permissions there, the network and any proxy`;
}
