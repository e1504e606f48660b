/** An error as it is logged: name, message, code and status, without its stack. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  const { name, message, cause } = error;
  const code = 'code' in error && error.code !== undefined ? { code: error.code } : {};
  const status = 'status' in error ? { status: error.status } : {};
  return { name, message, ...code, ...status, ...(cause === undefined ? {} : { cause: errorFields(cause) }) };
}
