import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

const ERROR = 'aws:cdk:error';
const WARNING = 'aws:cdk:warning';

/** Notes a mistake of the user's; the CDK CLI tells it when the stack is asked for. Without the trace of an annotation. */
export function addMistake(scope: Construct, message: string): void {
  scope.node.addMetadata(ERROR, message);
}

/** Notes what is allowed but may not be meant; the CDK CLI tells it as a warning. */
export function addCaution(scope: Construct, message: string): void {
  scope.node.addMetadata(WARNING, message);
}

/** The user's cautions that constructs have noted. */
export const cautionsIn = (assembly: CloudAssembly): string[] => notesIn(assembly, 'warning');

/** The user's mistakes that constructs have noted: each names its key and remedy. */
export const mistakesIn = (assembly: CloudAssembly): string[] => notesIn(assembly, 'error');

function notesIn(assembly: CloudAssembly, wanted: 'error' | 'warning'): string[] {
  return assembly.stacks.flatMap(({ messages }) =>
    messages.filter(({ level }) => level === wanted).map(({ entry }) => String(entry.data)),
  );
}
