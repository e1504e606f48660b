/** An environment variable is missing or invalid. The message names it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly variable: string;

  constructor(variable: string, problem: string) {
    super(`Environment variable ${variable} ${problem}`);
    this.variable = variable;
  }
}
