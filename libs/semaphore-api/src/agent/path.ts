/** The path of the self-hosted agents' endpoints on a Semaphore host. */
export const AGENT_API_PATH = '/api/v1/self_hosted_agents';
