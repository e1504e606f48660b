import { InvalidAgentDocumentError, readAgentDocument, type AgentDocument } from '@agent-aws-stack/contract';

/** The settings that instances read from `<stack>-config`, or the reason why they are invalid. */
export function readAgentConfig(text: string): AgentDocument | InvalidAgentDocumentError {
  try {
    return readAgentDocument(text);
  } catch (error) {
    if (error instanceof InvalidAgentDocumentError) return error;
    throw error;
  }
}
