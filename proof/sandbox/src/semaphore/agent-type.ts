/** Who names the agents of an agent type. A user sets this in Semaphore. */
export type NameOrigin =
  | { readonly from: 'agent' }
  | {
      /** The agent sends a pre-signed URL of sts:GetCallerIdentity. Its name is the session name in the reply. */
      readonly from: 'aws-sts';
      /** The only account whose roles may register. */
      readonly account: string;
      /** The names of roles that may register, separated by commas; `*` matches anything. */
      readonly rolePatterns: string;
    };

/** The settings of an agent type in Semaphore (AgentNameSettings in self_hosted_hub/pkg/models/agent_type.go). */
export interface AgentType {
  readonly names: NameOrigin;
  /** How long the name of a disconnected agent cannot be used again: 0, or at least a minute. */
  readonly releaseNameAfterMs: number;
}

/** The settings of a new agent type. */
export const defaultAgentType: AgentType = { names: { from: 'agent' }, releaseNameAfterMs: 0 };
