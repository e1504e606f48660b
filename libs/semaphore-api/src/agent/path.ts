/** Where the self-hosted agents' endpoints live on a Semaphore host. */
export const AGENT_API_PATH = '/api/v1/self_hosted_agents';
