/** Prints what a scenario measured, as a line of the test's output. */
export function printFigure(scenario: string, figure: string): void {
  process.stdout.write(`figure: ${scenario}: ${figure}\n`);
}
