# Prints the agent's configuration as YAML: the input, updated from $settings. Values are printed as JSON, which is valid
# YAML, so tokens and names may contain any character.

def name: split("=")[0];

# Replaces variables of the same name, so that a second run does not duplicate them.
def merged($new): ($new | map(name)) as $names | map(select(name as $n | $names | index($n) | not)) + $new;

(. // {}) as $existing
| $existing
+ {
    name: env.AGENT_NAME,
    endpoint: $settings.endpoint,
    token: env.AGENT_TOKEN,
    "shutdown-hook-path": env.AGENT_HOOK,
    "disconnect-after-job": $settings.disconnectAfterJob,
    "disconnect-after-idle-timeout": $settings.disconnectAfterIdleTimeout,
    "upload-job-logs": "when-trimmed",
    "env-vars": ($existing["env-vars"] // [] | merged($settings.envVars))
  }
+ if $settings.interruptionGracePeriod > 0
  then {"interruption-grace-period": $settings.interruptionGracePeriod}
  else {} end
| to_entries[]
| "\(.key): \(.value | tojson)"
