#!/bin/bash
# Installs the agent with the toolbox, and the scripts of this project. AGENT_VERSION and TOOLBOX_VERSION override the
# versions in versions.json.
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

sudo cp -R "$BUILD_FOLDER/agent/." "$AGENT_HOME/"
sudo cp -R "$BUILD_FOLDER/platform/." "$AGENT_HOME/"
sudo mv "$AGENT_HOME/platform.sh" "$AGENT_HOME/lib/platform.sh"
sudo cp "$BUILD_FOLDER/gen-pre-signed-url.py" "$AGENT_HOME/"
sudo chmod 755 "$AGENT_HOME/agent" "$AGENT_HOME/install.sh" "$AGENT_HOME/start.sh" "$AGENT_HOME/health-check.sh" \
  "$AGENT_HOME/retirement-watch.sh" "$AGENT_HOME/gen-pre-signed-url.py" "$AGENT_HOME/hooks/shutdown"

# The agent's install.sh downloads the toolbox without verifying it. This curl gives it the verified file instead.
toolbox=$(fetch toolbox "$toolbox_version")
mkdir -p "$BUILD_FOLDER/programs"
sed "s|@toolbox@|$toolbox|" "$BUILD_FOLDER/files/curl.sh" >"$BUILD_FOLDER/programs/curl"
chmod 755 "$BUILD_FOLDER/programs/curl"

# start.sh sets token and organization at boot, and starts the agent.
cd "$AGENT_HOME"
sudo env SEMAPHORE_AGENT_INSTALLATION_USER=semaphore SEMAPHORE_AGENT_START=false \
  SEMAPHORE_AGENT_SHUTDOWN_HOOK="$AGENT_HOME/hooks/shutdown" SEMAPHORE_TOOLBOX_VERSION="$toolbox_version" \
  SEMAPHORE_REGISTRATION_TOKEN=none SEMAPHORE_ORGANIZATION=none PATH="$BUILD_FOLDER/programs:$PATH" ./install.sh

sudo test -f /Users/semaphore/.toolbox/toolbox || die "install.sh has not installed the toolbox $toolbox_version"
# Jobs run as the agent's user, so the scripts that root runs must not belong to that user. The agent itself writes only its log.
sudo chown -R root:wheel "$AGENT_HOME"
sudo chmod -R go-w "$AGENT_HOME"
sudo touch "$AGENT_HOME/agent.log"
sudo chown semaphore: "$AGENT_HOME/agent.log" "$AGENT_HOME/config.yaml"
sudo chmod 600 "$AGENT_HOME/config.yaml"
