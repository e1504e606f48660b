import { AwsError } from '@agent-aws-stack/aws-clients';
import { SemaphoreError } from '@agent-aws-stack/semaphore-api';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { ErrorContext } from '../../cli/describe-error.ts';
import { ReportedFailure, UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandForFleet, type FullCommand } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';
import type { Shell } from '../../cli/shell.ts';
import { readStoredToken } from '../../observe/stored-token.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { describeTokenError } from './token-remedy.ts';
import { tokenTargets, type TargetOptions, type TokenTarget } from './token-target.ts';

interface TokenCheck {
  readonly parameter: string;
  readonly endpoint: string;
  readonly fleets: readonly string[];
  readonly accepted: boolean;
  /** Semaphore's answer, or the error. */
  readonly detail: string;
  readonly remedy?: string | undefined;
}

/** Reads each stored token, as the scaler does, and tries it against Semaphore. @throws ReportedFailure if one is not accepted */
export async function checkTokens(options: TargetOptions, shell: Shell): Promise<void> {
  const { ssm } = awsClients(shell.env);
  const targets = tokenTargets(options, shell);
  const checks = await Promise.all(
    targets.map((target) => {
      const fullCommand = fullCommandForFleet(options, target.fleets[0] ?? '', targets.length);
      return checkToken(ssm, target, { typed: options, fullCommand, profile: shell.env['AWS_PROFILE'] });
    }),
  );
  shell.report({ result: { tokens: checks } });
  if (!options.json) shell.out(report(checks, shell));
  if (checks.some(({ accepted }) => !accepted)) throw new ReportedFailure();
}

async function checkToken(
  ssm: AwsClients['ssm'],
  target: TokenTarget,
  { typed, ...context }: ErrorContext & { readonly typed: TargetOptions; readonly fullCommand: FullCommand },
): Promise<TokenCheck> {
  const { parameterName: parameter, endpoint, fleets } = target;
  if (endpoint === undefined) {
    throw new UsageError(
      '--endpoint',
      'not given, and no configuration names the Semaphore host',
      'Name the host: acme.semaphoreci.com',
    );
  }
  const subject = { parameter, endpoint, fleets };
  try {
    const { jobs, agents } = await askEndpoint(endpoint, await readStoredToken(ssm, parameter), typed);
    const detail = `${jobs.queued} jobs queued, ${jobs.running} running; ${agents.idle} agents idle, ${agents.occupied} busy`;
    return { ...subject, accepted: true, detail };
  } catch (error) {
    const known = [AwsError, SemaphoreError, UserError].some((kind) => error instanceof kind);
    const fault = known ? describeTokenError(error, context) : undefined;
    if (fault === undefined) throw error;
    return { ...subject, accepted: false, detail: fault.message, remedy: fault.remedy };
  }
}

function report(checks: readonly TokenCheck[], shell: Shell): string {
  const rows = checks.map(({ parameter, endpoint, fleets, accepted, detail }) => [
    accepted ? shell.style('green', 'accepted') : shell.style('red', 'failed'),
    parameter,
    fleets.join(', '),
    endpoint,
    detail,
  ]);
  const remedies = new Set(checks.flatMap(({ remedy }) => (remedy === undefined ? [] : remedy)));
  return [table(['Token', 'Parameter', 'Fleets', 'Semaphore', 'Answer'], rows), ...remedies].join('\n');
}
