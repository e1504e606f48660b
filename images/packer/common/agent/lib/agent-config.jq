# The agent's configuration as YAML: $existing with what $settings decide. JSON's scalars and lists are YAML's too, so
# that no character of a token or a name needs care.

def name: split("=")[0];

# A second run gives the same list: what is set again replaces what was set before.
def merged($new): ($new | map(name)) as $names | map(select(name as $n | $names | index($n) | not)) + $new;

($existing // {}) as $existing
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
