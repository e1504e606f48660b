/** Part of `npm run docs`: generates docs/constructs.md from the docstrings of libs/constructs. */
import { writeFileSync } from 'node:fs';
import { constructsPage, PAGE } from './page.ts';

writeFileSync(PAGE, await constructsPage());
console.log('wrote docs/constructs.md');
