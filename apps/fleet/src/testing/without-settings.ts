/** The environment without a developer's own settings, which must not affect a test. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(AWS|CDK|SEMAPHORE|npm)_|^(NX_WORKSPACE_ROOT|INIT_CWD)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
