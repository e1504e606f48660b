import { defineCheck } from '../check.ts';
import { judgeFunction } from '../judge-function.ts';

export const scalerFunction = defineCheck({
  name: 'scaler-function',
  needs: ['scaler'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scaler }, { paste }) => judgeFunction('the scaler', scaler, paste),
});
