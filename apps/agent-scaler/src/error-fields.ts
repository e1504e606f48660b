/** An error's fields for the log: name, message, code, status and cause, but no stack. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  const { name, message, cause } = error;
  const code = 'code' in error && error.code !== undefined ? { code: error.code } : {};
  const status = 'status' in error ? { status: error.status } : {};
  return { name, message, ...code, ...status, ...(cause === undefined ? {} : { cause: errorFields(cause) }) };
}
