import { stripVTControlCharacters } from 'node:util';
import type { FullCommand } from '../cli/full-command.ts';
import { commandAfterFailure } from './stack-status.ts';

/** An event that the CLI prints: a change of a resource, or of the stack itself. */
interface ResourceEvent {
  readonly status: string;
  readonly type: string;
  readonly logicalId: string;
  readonly reason: string;
}

/**
 * An event as the CDK CLI's HistoryActivityPrinter prints it: stack | progress | time | status | type | path (logical id) reason.
 * https://github.com/aws/aws-cdk-cli/blob/main/packages/@aws-cdk/toolkit-lib/lib/private/activity-printer/history.ts
 */
const EVENT =
  /^\S+ \|(?: *\d+\/\d+ \|)? [^|]+ \| (?<status>[A-Z_]+) *\| (?<type>\S+) *\| (?<name>\S+)(?: \((?<id>\w+)\))?(?: (?<reason>.*))?$/;
/** CloudFormation's reason for a resource that was unfinished when another one failed. */
const CANCELLED = /^Resource (?:creation|update|deletion) cancelled/i;
/** A line of a stack trace: of a JavaScript error, or of the code that created a construct. */
const TRACE = /^\s+(?:at |\\_ )|^\t/;

/** Whether a line of the CLI's output is part of a stack trace. */
export const isTrace = (line: string): boolean => TRACE.test(line);

/**
 * Summarizes the CLI's output about a failed deployment: the first resource that failed, why, and what to do. If no resource failed, returns
 * the CLI's own message.
 */
export function describeDeployFailure(output: string, stackName: string, fullCommand: FullCommand): string {
  const lines = stripVTControlCharacters(output).split('\n');
  const events = lines.flatMap((line) => toResource(EVENT.exec(line.trimEnd())) ?? []);
  const [first] = events.filter(
    ({ status, type, reason }) =>
      status.endsWith('_FAILED') && type !== 'AWS::CloudFormation::Stack' && !CANCELLED.test(reason),
  );
  if (first === undefined) return withoutDetails(lines);
  const end = events.findLast(
    ({ status, type }) => type === 'AWS::CloudFormation::Stack' && !status.endsWith('_IN_PROGRESS'),
  )?.status;
  const next = commandAfterFailure(end ?? '', stackName, fullCommand);
  return [
    `  ${first.type} ${first.logicalId}: ${first.status}: ${first.reason || 'CloudFormation gives no reason'}`,
    ...(end?.endsWith('ROLLBACK_COMPLETE') ? ['  The stack was rolled back.'] : []),
    `  ${remedyOf(first.reason, next, fullCommand)}`,
  ].join('\n');
}

function toResource(event: RegExpExecArray | null): ResourceEvent | undefined {
  if (event?.groups === undefined) return undefined;
  const { status = '', type = '', name = '', id = name, reason = '' } = event.groups;
  return { status, type, logicalId: id, reason };
}

function remedyOf(reason: string, next: string, fullCommand: FullCommand): string {
  if (/not authorized to perform: iam:(?:CreateRole|\w+RolePolicy|PutRolePermissionsBoundary)/.test(reason)) {
    return `If the bootstrap requires a permissions boundary, set SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN to it. Otherwise update the policies of CloudFormation's role, as an administrator: ${fullCommand('bootstrap')}`;
  }
  if (/not authorized to perform|access ?denied/i.test(reason)) {
    return `CloudFormation's role lacks this permission. Update its policy, as an administrator: ${fullCommand('bootstrap')}`;
  }
  if (/already exists/i.test(reason)) return `Delete what exists, or rename it, then: ${next}`;
  if (/limit ?exceeded|quota|maximum number/i.test(reason)) {
    return `Request a higher quota in Service Quotas, then: ${next}`;
  }
  return `Fix the cause, then: ${next}`;
}

/** The CLI's own summary (the lines with ❌) or, without one, its output without stack traces. */
function withoutDetails(lines: readonly string[]): string {
  const summary = lines.filter((line) => line.includes('❌'));
  const shown = summary.length > 0 ? summary : lines.filter((line) => !isTrace(line));
  return shown
    .map((line) => line.replace(/^.*❌\s*/, ''))
    .filter((line) => line.trim() !== '')
    .map((line) => `  ${line}`)
    .join('\n');
}
