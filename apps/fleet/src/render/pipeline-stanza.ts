import type { FleetConfig } from '@agent-aws-stack/config';

/** What a pipeline needs to run its jobs on a fleet, as fields of the JSON output. */
export interface PipelineStanza {
  /** YAML for the pipeline. The user replaces `s1-...` with the name of the agent type. */
  readonly stanza: string;
  /** The SSM parameter with the agent type's token. */
  readonly tokenParameter: string;
  /** Semaphore's page that lists the agent types. */
  readonly agentTypesPage: string;
}

type Fleet = Pick<FleetConfig, 'stackName' | 'endpoint' | 'token'>;

/**
 * The user fills in the name of the agent type, because the hub's API never returns it to a client with the registration token: see /register, /metrics
 * and /jobs in self_hosted_hub/pkg/publicapi/server.go of semaphoreio/semaphore. All names start with s1-:
 * https://docs.semaphoreci.com/reference/agent-yaml
 */
const STANZA = 'agent:\n  machine:\n    type: s1-...\n';

/** The stanza that sends a pipeline's jobs to the fleet, and where the user finds the agent type. */
export const pipelineStanza = ({ endpoint, token }: Fleet): PipelineStanza => ({
  stanza: STANZA,
  tokenParameter: token.parameterName,
  // The path is in front/lib/front_web/router.ex of semaphoreio/semaphore.
  agentTypesPage: `https://${endpoint}/self_hosted_agents`,
});

/** The stanza as text, with an explanation. It is the same for all fleets, except for the name that the user fills in. */
export function renderPipelineStanza(fleets: readonly Fleet[]): string {
  const [only] = fleets.length === 1 ? fleets : [];
  return [
    `To run jobs on ${only?.stackName ?? 'one of these fleets'}, name its agent type in your pipeline:`,
    '',
    ...STANZA.trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    "Replace s1-... with the agent type's name, which Semaphore lists at:",
    ...fleets.map((fleet) => {
      const { agentTypesPage, tokenParameter } = pipelineStanza(fleet);
      const subject = only === undefined ? `${fleet.stackName}: ` : '';
      return `  ${subject}${agentTypesPage}, the agent type whose token is in ${tokenParameter}`;
    }),
  ].join('\n');
}
