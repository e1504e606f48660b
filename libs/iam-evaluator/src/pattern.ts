import type { IamRequest } from './request.ts';

/** A policy's variable, `${key}` or `${key, 'default'}`; a wildcard; or other text. */
const TOKEN = /\$\{([^},]+)(?:,\s*'([^']*)')?\}|([*?])|[^*?$]+|\$/g;

export interface PatternOptions {
  /** The condition keys that replace variables; undefined if the document's version has no variables. */
  readonly context: IamRequest['context'] | undefined;
  /** @default true */
  readonly wildcards?: boolean;
  /** @default false */
  readonly ignoreCase?: boolean;
}

/**
 * Whether a text matches a pattern of a policy. A pattern matches nothing if one of its variables has no value and no default.
 * Wildcards in the value of a variable stand for themselves.
 */
export function matches(
  pattern: string,
  text: string,
  { context, wildcards = true, ignoreCase = false }: PatternOptions,
): boolean {
  const expression = expressionOf(pattern, context, wildcards, ignoreCase);
  return expression?.test(text) ?? false;
}

/** Patterns without variables, compiled once: the same ones are compared with many requests. */
const compiled = new Map<string, RegExp>();

/** Undefined if a variable has no value. */
function expressionOf(
  pattern: string,
  context: IamRequest['context'] | undefined,
  wildcards: boolean,
  ignoreCase: boolean,
): RegExp | undefined {
  const key = `${wildcards} ${ignoreCase} ${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const source = sourceOf(pattern, context, wildcards);
  if (source === undefined) return undefined;
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'si' : 's');
  if (!pattern.includes('${')) compiled.set(key, expression);
  return expression;
}

function sourceOf(
  pattern: string,
  context: IamRequest['context'] | undefined,
  wildcards: boolean,
): string | undefined {
  let source = '';
  for (const [token, name, defaultValue, wildcard] of pattern.matchAll(TOKEN)) {
    if (wildcard !== undefined && wildcards) source += wildcard === '*' ? '.*' : '.';
    else if (name !== undefined && context !== undefined) {
      const value = variable(name.trim(), context) ?? defaultValue;
      if (value === undefined) return undefined;
      source += escape(value);
    } else source += escape(token);
  }
  return source;
}

function variable(name: string, context: IamRequest['context']): string | undefined {
  if (name === '*' || name === '?' || name === '$') return name;
  const value = context.get(name.toLowerCase());
  // A multivalued key cannot replace a variable.
  return typeof value === 'string' ? value : undefined;
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Whether an ARN matches the pattern of a condition, segment by segment. Only the last segment may contain colons. */
export function matchesArn(pattern: string, arn: string, options: PatternOptions): boolean {
  const patterns = segmentsOf(pattern, ARN_SEGMENTS);
  const segments = segmentsOf(arn, patterns.length);
  return (
    patterns.length === segments.length &&
    patterns.every((segment, index) => matches(segment, segments[index] ?? '', options))
  );
}

/** arn:partition:service:region:account:resource */
const ARN_SEGMENTS = 6;

/** Splits at colons, except at those in names of variables, into at most `limit` segments. */
function segmentsOf(text: string, limit: number): readonly string[] {
  const parts = text.match(/(?:\$\{[^}]*\}|[^:])+|(?<=:|^)(?=:|$)/g) ?? [''];
  return parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(':')];
}
