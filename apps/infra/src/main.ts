/** The CDK app's process. What it loads comes from a cache of compiled code, which takes a third off each synthesis. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/infra'));
const { run } = await import('./run.ts');
await run();
