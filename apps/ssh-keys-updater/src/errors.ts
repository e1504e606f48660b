/** The function was deployed without what it needs: names the environment variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly variable: string;

  constructor(variable: string, problem: string) {
    super(`Environment variable ${variable} ${problem}`);
    this.variable = variable;
  }
}
