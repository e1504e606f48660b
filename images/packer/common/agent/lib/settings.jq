# The fleet's configuration document with every key present and of its type. What an older stack does not write has
# the meaning that it had there; an error says which key is wrong. After it a line key=value for each that is no list.

def fault($key; $expected): error("\($key) is \(.[$key] | tojson), expected \($expected)");

def text($key; $pattern; $expected):
  if (.[$key] | type) == "string" and (.[$key] | test($pattern)) then .[$key] else fault($key; $expected) end;

def optional($key; $default): if .[$key] == null then .[$key] = $default else . end;

# Numbers and booleans are strings in documents of either stack, and are accepted as themselves.
def integer($key):
  if (.[$key] | tostring | test("^[0-9]{1,9}$")) then .[$key] | tonumber else fault($key; "seconds") end;

def boolean($key):
  if (.[$key] | tostring) == "true" then true
  elif (.[$key] | tostring) == "false" then false
  else fault($key; "true or false") end;

# The agent splits each at "=" and dies of a second one.
def variables($key):
  if (.[$key] | type) == "array" and all(.[$key][]; type == "string" and test("^[A-Za-z_][A-Za-z0-9_]*=[^=]*$"))
  then .[$key] else fault($key; "a list of NAME=value, with no = in the value") end;

if type != "object" then error("it is no JSON object") else . end
| optional("envVars"; [])
| optional("usePreSignedURL"; false)
| optional("afterJob"; "replace")
| optional("interruptionGracePeriod"; 0)
| {
    endpoint: text("endpoint"; "^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\])(:[0-9]{1,5})?$"; "a host or host:port"),
    agentTokenParameterName: text("agentTokenParameterName"; "^[A-Za-z0-9_./-]+$"; "a parameter's name"),
    sshKeysParameterName: text("sshKeysParameterName"; "^[A-Za-z0-9_./-]+$"; "a parameter's name"),
    disconnectAfterJob: boolean("disconnectAfterJob"),
    disconnectAfterIdleTimeout: integer("disconnectAfterIdleTimeout"),
    envVars: variables("envVars"),
    usePreSignedURL: boolean("usePreSignedURL"),
    afterJob: text("afterJob"; "^(replace|shrink)$"; "replace or shrink"),
    interruptionGracePeriod: integer("interruptionGracePeriod")
  }
| ., (to_entries[] | select(.value | type != "array") | "\(.key)=\(.value)")
