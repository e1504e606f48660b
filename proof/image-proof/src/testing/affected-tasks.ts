/**
 * Prints, for each of several changes, the tasks that `nx affected` would run. Reads the changes from standard input, as JSON.
 * Runs in a repository without other changes, and reverts each change before the next.
 *
 * `nx affected` itself would take a second and a half per change, most of it to start and to make the same project graph again.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
// The command line calls the same functions: nx/src/command-line/affected/affected.js and graph/graph.js.
import { getAffectedGraphNodes } from 'nx/src/command-line/affected/affected.js';
import { createProjectGraphAsync } from 'nx/src/project-graph/project-graph.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';
import { projectHasTarget } from 'nx/src/utils/project-graph-utils.js';

/** A change of one file. */
export interface Change {
  readonly path: string;
  /** The new content. */
  readonly content: string;
  readonly targets: readonly string[];
}

const changes = JSON.parse(await text(process.stdin)) as readonly Change[];
const graph = await createProjectGraphAsync({ exitOnError: true });
const tasks: (readonly string[])[] = [];
for (const { path, content, targets } of changes) {
  const before = await readFile(path);
  await writeFile(path, content);
  tasks.push(await affectedTasks([...targets]));
  await writeFile(path, before);
}
process.stdout.write(JSON.stringify(tasks));

async function affectedTasks(targets: string[]): Promise<readonly string[]> {
  const projects = (await getAffectedGraphNodes({ base: 'HEAD', targets }, graph))
    .filter((project) => targets.some((target) => projectHasTarget(project, target)))
    .map(({ name }) => name);
  return Object.keys(createTaskGraph(graph, {}, projects, targets, undefined, {}).tasks).sort();
}
