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

interface Verdict {
  readonly parameter: string;
  readonly endpoint: string;
  readonly fleets: readonly string[];
  readonly accepted: boolean;
  /** Semaphore's answer, or the error. */
  readonly detail: string;
  readonly remedy?: string | undefined;
}

/** Reads each token as the scaler does and asks Semaphore with it. @throws ReportedFailure when one is not accepted */
export async function checkTokens(options: TargetOptions, shell: Shell): Promise<void> {
  const { ssm } = awsClients(shell.env);
  const targets = tokenTargets(options, shell);
  const verdicts = await Promise.all(
    targets.map((target) => {
      const fullCommand = fullCommandForFleet(options, target.fleets[0] ?? '', targets.length);
      return checkToken(ssm, target, { typed: options, fullCommand, profile: shell.env['AWS_PROFILE'] });
    }),
  );
  if (options.json) shell.out(JSON.stringify(verdicts, undefined, 2));
  else shell.out(report(verdicts, shell));
  if (verdicts.some(({ accepted }) => !accepted)) throw new ReportedFailure();
}

async function checkToken(
  ssm: AwsClients['ssm'],
  target: TokenTarget,
  { typed, ...context }: ErrorContext & { readonly typed: TargetOptions; readonly fullCommand: FullCommand },
): Promise<Verdict> {
  const { parameterName: parameter, endpoint, fleets } = target;
  if (endpoint === undefined) {
    throw new UsageError(
      '--endpoint',
      'not given, so it is not known which Semaphore to ask',
      'Name the host: acme.semaphoreci.com',
    );
  }
  const about = { parameter, endpoint, fleets };
  try {
    const { jobs, agents } = await askEndpoint(endpoint, await readStoredToken(ssm, parameter), typed);
    const detail = `${jobs.queued} jobs queued, ${jobs.running} running; ${agents.idle} agents idle, ${agents.occupied} busy`;
    return { ...about, accepted: true, detail };
  } catch (error) {
    const known = [AwsError, SemaphoreError, UserError].some((kind) => error instanceof kind);
    const fault = known ? describeTokenError(error, context) : undefined;
    if (fault === undefined) throw error;
    return { ...about, accepted: false, detail: fault.message, remedy: fault.remedy };
  }
}

function report(verdicts: readonly Verdict[], shell: Shell): string {
  const rows = verdicts.map(({ parameter, endpoint, fleets, accepted, detail }) => [
    accepted ? shell.style('green', 'accepted') : shell.style('red', 'failed'),
    parameter,
    fleets.join(', '),
    endpoint,
    detail,
  ]);
  const remedies = new Set(verdicts.flatMap(({ remedy }) => (remedy === undefined ? [] : remedy)));
  return [table(['Token', 'Parameter', 'Fleets', 'Semaphore', 'Answer'], rows), ...remedies].join('\n');
}
