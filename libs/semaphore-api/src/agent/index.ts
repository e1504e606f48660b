export { AGENT_API_PATH } from './path.ts';
export {
  registerRequestSchema,
  registerResponseSchema,
  type RegisterRequest,
  type RegisterResponse,
} from './register.ts';
export {
  syncRequestSchema,
  syncResponseSchema,
  type AgentState,
  type JobResult,
  type ShutdownReason,
  type SyncAction,
  type SyncRequest,
  type SyncResponse,
} from './sync.ts';
export { jobRequestSchema, type JobRequest } from './job.ts';
export { tokenResponseSchema, type TokenResponse } from './token.ts';
