import { lookupFailed } from '../../observe/fact.ts';
import type { FleetExplanation } from './read-explanation.ts';

/** An explanation for JSON: an unknown fact is null, with its reason under `unknown`. */
export function plainExplanation({ explanation, decisions, ...rest }: FleetExplanation) {
  return {
    ...rest,
    explanation: explanation.known ? (explanation.value ?? null) : null,
    decisions: decisions.known ? decisions.value : null,
    unknown: {
      ...(explanation.known ? {} : { explanation: explanation.why }),
      ...(decisions.known ? {} : { decisions: decisions.why }),
    },
  };
}

/** Whether the fleet is deployed and no lookup failed. */
export const isComplete = ({ isDeployed, explanation, decisions }: FleetExplanation): boolean =>
  isDeployed && ![explanation, decisions].some(lookupFailed);
