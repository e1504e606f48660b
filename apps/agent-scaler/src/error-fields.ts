/** An error as it stands in the log: name, message and what a fault is looked up by; no stack. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  const { name, message, cause } = error;
  const code = 'code' in error && error.code !== undefined ? { code: error.code } : {};
  const status = 'status' in error ? { status: error.status } : {};
  return { name, message, ...code, ...status, ...(cause === undefined ? {} : { cause: errorFields(cause) }) };
}
