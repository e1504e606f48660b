import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

export const tokenForm = defineCheck({
  name: 'token-form',
  needs: ['token'],
  judge: (
    { token },
    {
      fleet: {
        token: { parameterName },
      },
      paste,
    },
  ) => {
    if (token === undefined) return notChecked(`there is no parameter ${parameterName}`);
    const remedy = `Store it again: ${paste('token rotate')}`;
    const trimmed = token.value.trim();
    if (!/^[\x21-\x7e]+$/.test(trimmed))
      return failure('the parameter holds no token: it is empty, or has blanks inside', remedy);
    return trimmed === token.value
      ? ok('one word')
      : warning('white space around the token, which agents of older images send along', remedy);
  },
});
