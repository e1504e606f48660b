/**
 * Creates a function that shows progress. Without a terminal, each text takes a new line, so the function shows at most one
 * text every ten seconds.
 */
export function progressOf(task: { output: string }): (text: string) => void {
  const everyMs = process.stdout.isTTY ? 0 : 10_000;
  let shownAt = Date.now();
  return (text) => {
    if (Date.now() - shownAt < everyMs) return;
    shownAt = Date.now();
    task.output = text;
  };
}
