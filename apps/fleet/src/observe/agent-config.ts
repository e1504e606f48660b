import { InvalidAgentDocumentError, readAgentDocument, type AgentDocument } from '@agent-aws-stack/contract';

/** What instances configure their agents with, or why no image can read it. */
export function readAgentConfig(text: string): AgentDocument | InvalidAgentDocumentError {
  try {
    return readAgentDocument(text);
  } catch (error) {
    if (error instanceof InvalidAgentDocumentError) return error;
    throw error;
  }
}
