import { awsClients } from '../aws/clients.ts';
import type { FleetOptions } from '../cli/common-options.ts';
import { chosenFleets } from '../fleets/chosen-fleets.ts';
import type { Shell } from '../shell/shell.ts';
import { readExplanation, type FleetExplanation } from './read-explanation.ts';
import { renderExplanation } from './render-explanation.ts';

/** Explains what the scaler of each fleet would do now. @throws ConfigurationError */
export async function showExplanation({ json, ...options }: FleetOptions, shell: Shell): Promise<void> {
  const fleets = chosenFleets(options, shell);
  const aws = awsClients();
  const now = shell.now();
  const explanations = await Promise.all(fleets.map((fleet) => readExplanation(aws, fleet, now)));
  if (json) shell.out(JSON.stringify(explanations.map(plain), undefined, 2));
  else shell.out(`${explanations.map((each) => renderExplanation(each, shell)).join('\n\n')}\n`);
}

/** For programs: null where something is not known, and why. */
function plain({ explanation, decisions, ...rest }: FleetExplanation) {
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
