#!/bin/bash
# The agent's release, its own installation with the toolbox, and this project's scripts. Needs AGENT_VERSION and
# TOOLBOX_VERSION; empty: those of versions.json.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=artifacts.sh
source /tmp/packer/scripts/artifacts.sh

agent_version=${AGENT_VERSION:-$(version_of agent)}
toolbox_version=${TOOLBOX_VERSION:-$(version_of toolbox)}

say "Installing the agent $agent_version with the toolbox $toolbox_version"
archive=$(fetch agent "$agent_version")
sudo mkdir -p "$AGENT_HOME"
sudo tar -xzf "$archive" -C "$AGENT_HOME"
for file in agent install.sh; do
  [[ -f $AGENT_HOME/$file ]] || die "the agent's archive has no $file"
done

sudo cp -R "$STAGE/agent/." "$AGENT_HOME/"
sudo cp "$STAGE/platform.sh" "$AGENT_HOME/lib/platform.sh"
sudo cp "$STAGE/gen-pre-signed-url.py" "$AGENT_HOME/"
sudo chmod 755 "$AGENT_HOME/agent" "$AGENT_HOME/install.sh" "$AGENT_HOME/start.sh" "$AGENT_HOME/health-check.sh" \
  "$AGENT_HOME/gen-pre-signed-url.py" "$AGENT_HOME/hooks/shutdown"

# The agent's own installation downloads the toolbox without a look at it: it gets the one that has been checked.
toolbox=$(fetch toolbox "$toolbox_version")
mkdir -p "$STAGE/checked"
sed "s|@toolbox@|$toolbox|" "$STAGE/files/curl.sh" >"$STAGE/checked/curl"
chmod 755 "$STAGE/checked/curl"

# Token and organization come at boot, by start.sh; so does the start.
cd "$AGENT_HOME"
sudo env SEMAPHORE_AGENT_INSTALLATION_USER=semaphore SEMAPHORE_AGENT_START=false \
  SEMAPHORE_AGENT_SHUTDOWN_HOOK="$AGENT_HOME/hooks/shutdown" SEMAPHORE_TOOLBOX_VERSION="$toolbox_version" \
  SEMAPHORE_REGISTRATION_TOKEN=none SEMAPHORE_ORGANIZATION=none PATH="$STAGE/checked:$PATH" ./install.sh

sudo test -f /Users/semaphore/.toolbox/toolbox || die "the toolbox $toolbox_version has not been installed"
sudo chmod 600 "$AGENT_HOME/config.yaml"
sudo chown -R semaphore: "$AGENT_HOME"
