import { text } from './scalars.ts';

/** The id of a Semaphore project, a UUID in lower case. Jobs have it in SEMAPHORE_PROJECT_ID. */
export const projectId = text({
  type: 'project id',
  expected: 'the id of a Semaphore project, such as 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  suggest: (given) => (/^[0-9a-f-]{36}$/i.test(given) ? given.toLowerCase() : undefined),
});
