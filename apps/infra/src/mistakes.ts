import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

const ERROR = 'aws:cdk:error';

/** Notes a mistake of the user's; the CDK CLI tells it when the stack is asked for. Without the trace of an annotation. */
export function addMistake(scope: Construct, message: string): void {
  scope.node.addMetadata(ERROR, message);
}

/** The user's mistakes that constructs have noted: each names its key and remedy. */
export function mistakesIn(assembly: CloudAssembly): string[] {
  return assembly.stacks.flatMap(({ messages }) =>
    messages.filter(({ level }) => level === 'error').map(({ entry }) => String(entry.data)),
  );
}
