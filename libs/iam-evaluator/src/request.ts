/** The values of a request's condition keys. A list is a multivalued key, which may be empty. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A call of an AWS API, as IAM sees it. */
export interface IamRequest {
  /** For example `ssm:GetParameter`. */
  readonly action: string;
  /** The ARN of the resource; `*` for actions that do not support resource-level permissions. */
  readonly resource: string;
  /** The values of condition keys, by the keys' names in lower case: the names are case-insensitive. */
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

export const requestOf = (action: string, resource: string, context: ContextValues = {}): IamRequest => ({
  action,
  resource,
  context: new Map(
    Object.entries(context).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), value] as const],
    ),
  ),
});
