/** Where an agent type's agents get their names from, as it is set in Semaphore. */
export type NameOrigin =
  | { readonly from: 'agent' }
  | {
      /** The agent sends a pre-signed URL of sts:GetCallerIdentity and is named by the session in the answer. */
      readonly from: 'aws-sts';
      /** The only account whose roles may register. */
      readonly account: string;
      /** Names of roles that may register, `*` standing for anything; separated by commas. */
      readonly rolePatterns: string;
    };

/** What is set for an agent type in Semaphore (hub: AgentNameSettings in pkg/models/agent_type.go). */
export interface AgentType {
  readonly names: NameOrigin;
  /** How long a disconnected agent's name is held: 0, or a minute and more. */
  readonly releaseNameAfterMs: number;
}

/** A new agent type's settings. */
export const defaultAgentType: AgentType = { names: { from: 'agent' }, releaseNameAfterMs: 0 };
