import { defineCheck } from '../check.ts';
import { judgeFunction } from '../judge-function.ts';

export const updaterFunction = defineCheck({
  name: 'updater-function',
  needs: ['updater'],
  judge: ({ updater }, { paste }) => judgeFunction("the updater of GitHub's host keys", updater, paste),
});
