import { describe, expect, it } from '@jest/globals';
import { parametersPage } from './parameters-page.ts';
import { prose } from './prose.ts';

describe('prose', () => {
  it.each([
    ['the API is <organization>.semaphoreci.com', 'the API is &lt;organization>.semaphoreci.com'],
    ['`<stack>-config` of <stack>', '`<stack>-config` of &lt;stack>'],
    ['plain text', 'plain text'],
  ])('%s', (text, markdown) => expect(prose(text)).toBe(markdown));
});

describe('docs/parameters.md', () => {
  it('has no placeholder that a browser would take for an HTML tag', () => {
    const outsideOfCode = parametersPage()
      .replaceAll(/^```[^]*?^```/gm, '')
      .replaceAll(/`[^`]*`/g, '')
      .replaceAll(/<!--[^]*?-->/g, '');
    expect(outsideOfCode.match(/<\w[^>]*>/g)).toBeNull();
  });
});
