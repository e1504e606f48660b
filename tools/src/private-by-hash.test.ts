import { describe, it } from '@jest/globals';
import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { privateByHash } from './private-by-hash.mjs';

Object.assign(RuleTester, { describe, it });

new RuleTester({ languageOptions: { parser: tseslint.parser } }).run('private-by-hash', privateByHash, {
  valid: ['class A { readonly #x = 1; #m() {} y = 2; }', 'class A { private constructor() {} }'],
  invalid: [
    {
      code: 'class A { private readonly x = 1; }',
      errors: [{ message: 'Write #x instead of `private x`.' }],
    },
    { code: 'class A { private static async m() {} }', errors: [{ messageId: 'keyword' }] },
    { code: 'class A { private get g() { return 1; } }', errors: [{ messageId: 'keyword' }] },
  ],
});
