/** What jobs lose in strict isolation, worded to follow `jobs`. docs/security.md has the same list with more detail. */
export const LOST_IN_STRICT_ISOLATION =
  "have no sudo, no Docker as root, no `containers` of a pipeline, no instance metadata, and none of the instance role's permissions";
