/** Prints the template of one fleet, given as a FleetCase in JSON. Other projects run this as a process of its own. */
import { synthesize } from './synthesize.ts';
import type { FleetCase } from './fleet-case.ts';

console.log(JSON.stringify(synthesize(JSON.parse(process.argv[2] ?? '{}') as FleetCase).template));
