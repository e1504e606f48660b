/**
 * An ESLint rule: private members of a class are `#name`, which is private at run time too. Constructors are exempt, because they
 * cannot be `#name`.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const privateByHash = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { keyword: 'Write #{{name}} instead of `private {{name}}`.' },
  },
  create(context) {
    const check = (node) => {
      if (node.accessibility !== 'private' || node.kind === 'constructor') return;
      context.report({ node, messageId: 'keyword', data: { name: context.sourceCode.getText(node.key) } });
    };
    return { PropertyDefinition: check, MethodDefinition: check, AccessorProperty: check };
  },
};
