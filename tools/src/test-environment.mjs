import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

// The engine and Jest's contexts have error classes of their own. Their errors must count as instances of this Error too.
const inherited = Error[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(value) {
    return inherited.call(this, value) || (this === Error && types.isNativeError(value));
  },
});

/**
 * Jest's environment for Node. Tests run in a context of their own, while Node and the packages of shared-packages.mjs run
 * outside it. Both sides have the same Date, Error and environment variables. The variables are restored after each test file.
 */
export default class extends TestEnvironment {
  #variables = process.env;

  async setup() {
    await super.setup();
    process.env = { ...this.#variables };
    Object.defineProperty(this.global.process, 'env', {
      get: () => process.env,
      set: (variables) => (process.env = variables),
    });
    Object.assign(this.global, { Date, Error });
  }

  async teardown() {
    process.env = this.#variables;
    await super.teardown();
  }
}
