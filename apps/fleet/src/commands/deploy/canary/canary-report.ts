import type { FullCommand } from '../../../cli/full-command.ts';
import type { CanaryVerdict } from './canary.ts';

/** How the test of a deployment ended, for programs. */
export interface CanaryReport {
  readonly outcome: CanaryVerdict['outcome'] | 'interrupted';
  /** Whether the new version stays. */
  readonly kept: boolean;
  readonly instance: string | null;
  readonly reason: string | null;
  /** The last lines of the instance's log, if the canary failed. */
  readonly log: readonly string[];
}

/** What a user must know about a new version that stays. */
export function describeKept(
  stackName: string,
  { outcome, instance, reason }: CanaryReport,
  fullCommand: FullCommand,
): string {
  if (outcome === 'well') return `${stackName}: the canary ${instance} has registered its agent.`;
  const why = outcome === 'interrupted' ? 'interrupted' : reason;
  return [
    `${stackName}: the new version was not tested (${why}). It stays, and a rollout stays paused.`,
    `  When it has proved itself: ${fullCommand('rollout resume')}`,
  ].join('\n');
}

/** The error message after an attempt to put the previous version back. @param refusal - why that failed; undefined if it worked */
export function describePutBack(
  { outcome, instance, reason, log }: CanaryReport,
  refusal: string | undefined,
  fullCommand: FullCommand,
): string {
  const failed = outcome === 'interrupted' ? 'the canary was interrupted' : 'the canary failed';
  const head =
    refusal === undefined
      ? `${failed}, so the previous version was deployed again`
      : `${failed}, but the previous version could not be deployed again; a rollout stays paused`;
  const of = instance === null ? '' : `${instance}: `;
  return [
    head,
    ...(reason === null ? [] : [`  ${of}${reason}`]),
    ...(log.length === 0 ? [] : ['  Its log ends with:', ...log.map((line) => `    ${line}`)]),
    ...(instance === null || log.length === 0
      ? []
      : [`  To see all of it: ${fullCommand(`logs --instance ${instance}`)}`]),
    ...(refusal === undefined ? [] : [refusal]),
  ].join('\n');
}
