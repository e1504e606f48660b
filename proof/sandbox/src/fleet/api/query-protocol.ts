/** A parameter of a request in AWS's Query protocol: text, or a list or structure written with `.member.N` or `.`. */
export type QueryValue = string | readonly QueryValue[] | { readonly [name: string]: QueryValue };

export interface QueryRequest {
  readonly action: string;
  readonly parameters: { readonly [name: string]: QueryValue };
}

interface Tree extends Map<string, string | Tree> {
  readonly __tree?: never;
}

/** Reads a form-encoded body: `Filters.member.1.Name=x` gives `{Filters: [{Name: 'x'}]}`. Never throws. */
export function parseQueryRequest(body: string): QueryRequest {
  const tree: Tree = new Map();
  let action = '';
  for (const [key, value] of new URLSearchParams(body)) {
    if (key === 'Action') action = value;
    else if (key !== 'Version') insert(tree, key.split('.'), value);
  }
  return { action, parameters: Object.fromEntries([...tree].map(([name, value]) => [name, toValue(value)])) };
}

function insert(tree: Tree, path: readonly string[], value: string): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    tree.set(head, value);
    return;
  }
  const existing = tree.get(head);
  const child: Tree = existing instanceof Map ? existing : new Map();
  tree.set(head, child);
  insert(child, rest, value);
}

function toValue(node: string | Tree): QueryValue {
  if (typeof node === 'string') return node;
  const members = node.get('member');
  if (members instanceof Map && node.size === 1) {
    return [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => toValue(value));
  }
  return Object.fromEntries([...node].map(([name, value]) => [name, toValue(value)]));
}

/** The result of an action. An undefined value has no element in the XML. */
export type ResultValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly ResultValue[]
  | { readonly [name: string]: ResultValue };

const namespace = 'http://autoscaling.amazonaws.com/doc/2011-01-01/';

/** The XML of a successful reply. */
export function successXml(action: string, result: ResultValue, requestId: string): string {
  const content = result === undefined ? '' : element(`${action}Result`, result);
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  return `<${action}Response xmlns="${namespace}">${content}${metadata}</${action}Response>`;
}

/** The XML of an error reply. */
export function errorXml(
  error: { readonly code: string; readonly message: string },
  requestId: string,
): string {
  const content = element('Error', { Type: 'Sender', Code: error.code, Message: error.message });
  return `<ErrorResponse xmlns="${namespace}">${content}${element('RequestId', requestId)}</ErrorResponse>`;
}

function element(name: string, value: ResultValue): string {
  if (value === undefined) return '';
  return `<${name}>${inner(value)}</${name}>`;
}

function inner(value: Exclude<ResultValue, undefined>): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return (value as readonly ResultValue[]).map((item) => element('member', item)).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value as { readonly [name: string]: ResultValue })
    .map(([name, item]) => element(name, item))
    .join('');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
}
