# Prints the fleet's configuration document with every key present and of the right type, then a line key=value for each
# value that is not a list. A key that older stacks do not write gets the value that keeps their behavior. An error names the
# wrong key. Patterns end in \z, because $ also matches before a last newline.

def fault($key; $expected): error("\($key) is \(.[$key] | tojson), expected \($expected)");

def text($key; $pattern; $expected):
  if (.[$key] | type) == "string" and (.[$key] | test($pattern)) then .[$key] else fault($key; $expected) end;

def optional($key; $default): if .[$key] == null then .[$key] = $default else . end;

# This stack and the JavaScript stack write numbers and booleans as strings. Real numbers and booleans are accepted too.
def integer($key):
  if (.[$key] | tostring | test("^[0-9]{1,9}\\z")) then .[$key] | tonumber else fault($key; "seconds") end;

def boolean($key):
  if (.[$key] | tostring) == "true" then true
  elif (.[$key] | tostring) == "false" then false
  else fault($key; "true or false") end;

# The agent splits each variable at "=", and exits if there is a second one.
def variables($key):
  if (.[$key] | type) == "array" and all(.[$key][]; type == "string" and test("^[A-Za-z_][A-Za-z0-9_]*=[^=]*\\z"))
  then .[$key] else fault($key; "a list of NAME=value, with no = in the value") end;

if length != 1 or (.[0] | type) != "object" then error("it is not a JSON object") else .[0] end
| optional("envVars"; [])
| optional("usePreSignedURL"; false)
| optional("afterJob"; "replace")
| optional("shrinkOnDemand"; false)
| optional("interruptionGracePeriod"; 0)
| optional("launchTimeout"; 0)
| optional("retireOnRebalance"; false)
| optional("retireAfter"; 0)
| optional("logStreamPrefix"; "")
| optional("jobIsolation"; "none")
# With strict isolation, agentTokenParameterName tells images without isolation that they are too old.
| if .jobIsolation == "strict"
  then .agentTokenParameterName = text("isolatedTokenParameterName"; "."; "a parameter's name")
  else .jobRoleArn = "none" end
| {
    endpoint: text("endpoint"; "^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\])(:[0-9]{1,5})?\\z"; "a host or host:port"),
    agentTokenParameterName: text("agentTokenParameterName"; "^[A-Za-z0-9_./-]+\\z"; "a parameter's name"),
    sshKeysParameterName: text("sshKeysParameterName"; "^[A-Za-z0-9_./-]+\\z"; "a parameter's name"),
    disconnectAfterJob: boolean("disconnectAfterJob"),
    disconnectAfterIdleTimeout: integer("disconnectAfterIdleTimeout"),
    envVars: variables("envVars"),
    usePreSignedURL: boolean("usePreSignedURL"),
    afterJob: text("afterJob"; "^(replace|shrink)\\z"; "replace or shrink"),
    shrinkOnDemand: boolean("shrinkOnDemand"),
    interruptionGracePeriod: integer("interruptionGracePeriod"),
    launchTimeout: integer("launchTimeout"),
    retireOnRebalance: boolean("retireOnRebalance"),
    retireAfter: integer("retireAfter"),
    logStreamPrefix: text("logStreamPrefix"; "^([A-Za-z0-9_.-]+/)?\\z"; "a name that ends in a slash"),
    jobIsolation: text("jobIsolation"; "^(none|strict)\\z"; "none or strict"),
    jobRoleArn: text("jobRoleArn"; "^(none|arn:[a-z0-9-]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+)\\z"; "a role's ARN")
  }
| ., (to_entries[] | select(.value | type != "array") | "\(.key)=\(.value)")
