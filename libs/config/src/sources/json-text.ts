import { getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

/** Text that is not JSON. The message says why; `line` and `column` count from 1. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  readonly line: number;
  readonly column: number;

  constructor(reason: string, text: string, offset: number) {
    super(reason);
    const before = text.slice(0, offset).split('\n');
    this.line = before.length;
    this.column = (before.at(-1)?.length ?? 0) + 1;
  }
}

/** A JSON value with its line in the file. */
export interface Located {
  readonly value: unknown;
  readonly line: number;
  /** The members of an object, in file order, including duplicate names. Undefined for any other value. */
  readonly members: readonly (readonly [name: string, member: Located])[] | undefined;
  /** The items of a list. Undefined for any other value. */
  readonly items: readonly Located[] | undefined;
}

const DEEPEST = 64;

/**
 * Parses JSON, in which comments and trailing commas are allowed, and notes the line of each value.
 * @throws JsonTextError for text that is not JSON or nested more than 64 levels deep
 */
export function parseJsonText(text: string): Located {
  const json = text.replace(/^\uFEFF/, '');
  refuseDeepNesting(json);
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error !== undefined) throw new JsonTextError(reason(error), json, error.offset);
  if (root === undefined) throw new JsonTextError('the file is empty', json, 0);
  const lineEnds = [...json.matchAll(/\n/g)].map(({ index }) => index);
  return locate(root, (offset) => 1 + countBelow(lineEnds, offset));
}

function locate(node: Node, lineOf: (offset: number) => number): Located {
  const children = node.children ?? [];
  return {
    value: getNodeValue(node),
    line: lineOf(node.offset),
    members:
      node.type === 'object'
        ? children.flatMap(({ children: [name, member] = [] }) =>
            name === undefined || member === undefined
              ? []
              : [[String(name.value), locate(member, lineOf)] as const],
          )
        : undefined,
    items: node.type === 'array' ? children.map((item) => locate(item, lineOf)) : undefined,
  };
}

/** How many numbers of an ascending list are below the limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The parser is recursive, so deeply nested text could exhaust the stack. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) throw new JsonTextError(`nested more than ${DEEPEST} levels deep`, text, index);
  }
}

/** `CommaExpected` → `comma expected`. */
function reason({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replaceAll(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();
}
