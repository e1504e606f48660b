import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

const ERROR = 'aws:cdk:error';
const WARNING = 'aws:cdk:warning';

/** Records a user's mistake, without the stack trace that `Annotations` adds. The CDK CLI reports it for the stacks it synthesizes. */
export function addMistake(scope: Construct, message: string): void {
  scope.node.addMetadata(ERROR, message);
}

/** Records a caution: valid settings that may be unintended. The CDK CLI reports it as a warning. */
export function addCaution(scope: Construct, message: string): void {
  scope.node.addMetadata(WARNING, message);
}

/** The cautions that constructs have recorded. */
export const cautionsIn = (assembly: CloudAssembly): string[] => notesIn(assembly, 'warning');

/** The mistakes that constructs have recorded. */
export const mistakesIn = (assembly: CloudAssembly): string[] => notesIn(assembly, 'error');

function notesIn(assembly: CloudAssembly, severity: 'error' | 'warning'): string[] {
  return assembly.stacks.flatMap(({ messages }) =>
    messages.filter(({ level }) => level === severity).map(({ entry }) => String(entry.data)),
  );
}
