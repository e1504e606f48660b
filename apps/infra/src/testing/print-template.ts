/**
 * Prints the template of one fleet, given as a FleetCase in JSON. Other projects run this as a process of its own. Node's compile cache
 * makes it a third faster.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { FleetCase } from './fleet-case.ts';

enableCompileCache(join(import.meta.dirname, '../../../../node_modules/.cache/infra'));
const { synthesize } = await import('./synthesize.ts');
console.log(JSON.stringify(synthesize(JSON.parse(process.argv[2] ?? '{}') as FleetCase).template));
