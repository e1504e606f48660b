/** Shows progress. Without a terminal each text is a line, so it shows only one every ten seconds. */
export function sayTo(task: { output: string }): (text: string) => void {
  const everyMs = process.stdout.isTTY ? 0 : 10_000;
  let saidAt = Date.now();
  return (text) => {
    if (Date.now() - saidAt < everyMs) return;
    saidAt = Date.now();
    task.output = text;
  };
}
