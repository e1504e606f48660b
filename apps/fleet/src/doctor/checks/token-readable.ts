import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const tokenReadable = defineCheck({
  name: 'token-readable',
  needs: ['token'],
  judge: ({ token }, { fleet, paste }) => {
    const { parameterName } = fleet.token;
    if (token === undefined)
      return failure(`there is no parameter ${parameterName}`, `Store the token: ${paste('token put')}`);
    return token.type === 'SecureString'
      ? ok(`parameter ${parameterName}`)
      : failure(
          `parameter ${parameterName} is a ${token.type}: whoever may list parameters reads the token`,
          `${paste(`aws ssm delete-parameter --name ${parameterName}`)}, replace the token in Semaphore, then: ${paste('token put')}`,
        );
  },
});
