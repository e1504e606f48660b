/** Without a terminal each text would be a line of its own, hundreds in all: there it says something now and then. */
export function sayTo(task: { output: string }): (text: string) => void {
  const everyMs = process.stdout.isTTY ? 0 : 10_000;
  let saidAt = Date.now();
  return (text) => {
    if (Date.now() - saidAt < everyMs) return;
    saidAt = Date.now();
    task.output = text;
  };
}
