import { relative } from 'node:path';

/**
 * Words that readers had to look up, and technical terms to use instead. The plurals are refused too.
 * `turn` is allowed, because existing fleets have a logical id that contains it: ScalerTurn9B312FD9.
 */
const INVENTED_WORDS = [
  ['ailment', 'fault'],
  ['beginning', 'start or answers'],
  ['ending', 'result or exit'],
  ['fate', 'action or decision'],
  ['illness', 'cause or fault'],
  ['laboratory', 'fixture'],
  ['lack', 'problem or missing'],
  ['lookups', 'lookup, cache or context'],
  ['mishap', 'fault'],
  ['paste', 'command or remedy'],
  ['relief', 'handover'],
  ['stage', 'fixture, region or step'],
  ['story', 'scenario'],
  ['tally', 'count or result'],
  ['turns', 'leases or handovers'],
  ['vain', 'failed'],
  ['workshop', 'build machine'],
  ['world', 'region, ports or context'],
];

/** Names that other systems define. */
const GIVEN_NAMES = [
  // A parameter of CloudFormation's GetTemplate.
  'TemplateStage',
];

const plurals = (word) => [word, `${word}s`, word.replace(/y$/, 'ies')];
const SUGGESTIONS = new Map(
  INVENTED_WORDS.flatMap(([word, better]) => plurals(word).map((form) => [form, better])),
);

/** The words of a name in camelCase, kebab-case or CAPITALS. */
const wordsOf = (name) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase());

const inventedIn = (name) =>
  GIVEN_NAMES.includes(name) ? undefined : wordsOf(name).find((word) => SUGGESTIONS.has(word));

/**
 * An ESLint rule: names of files, folders, types, functions and variables contain no invented words.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const plainNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { invented: '{{name}}: “{{word}}” is not a technical term. Use, for example, {{better}}.' },
  },
  create(context) {
    const check = (node, name) => {
      const word = inventedIn(name);
      if (word === undefined) return;
      context.report({ node, messageId: 'invented', data: { name, word, better: SUGGESTIONS.get(word) } });
    };
    return {
      Program: (node) => check(node, relative(context.cwd, context.filename)),
      Identifier: (node) => check(node, node.name),
      PrivateIdentifier: (node) => check(node, node.name),
    };
  },
};
