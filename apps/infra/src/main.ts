/** Entry point of the CDK app. Node's compile cache makes each synthesis a third faster. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/infra'));
const { run } = await import('./run.ts');
await run();
