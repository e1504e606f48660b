/** The file in the guest to which the stand-in writes its marks. */
export const JAVASCRIPT_STACK_MARKS = 'opt/semaphore/agent/marks';

/**
 * A stand-in for the start script of the JavaScript stack's image: the same steps in the same order with the same programs
 * (packer/linux/ansible/roles/agent/files/start.sh of renderedtext/agent-aws-stack). apt-get finds no package to remove, as in that
 * stack's image. In addition, the stand-in marks the end of each step, in milliseconds on the clock of /proc/uptime.
 */
export const JAVASCRIPT_STACK_START = `#!/bin/bash
set -eo pipefail
mark() {
  local seconds
  read -r seconds _ </proc/uptime
  echo "$1=$((10#\${seconds/./} * 10))" >>/${JAVASCRIPT_STACK_MARKS}
}
mark unit
agent=/opt/semaphore/agent
config=$agent/config.yaml
metadata=http://169.254.169.254/latest
header=X-aws-ec2-metadata-token
session() { curl -X PUT -H "$header-ttl-seconds: 60" --fail --silent --show-error --location $metadata/api/token; }
document() { curl -H "$header: $1" --fail --silent --show-error --location "$metadata/meta-data/$2"; }
parameter() { aws ssm get-parameter --region "$region" --name "$@" --query Parameter.Value --output text; }
value() { jq -r ".$1" <<<"$settings"; }
write() { yq e -i "$1" $config; }

token=$(session)
region=$(document "$token" placement/region)
mark identity
sudo apt-get remove -y --purge unattended-upgrades || true
settings=$(parameter "$1")

keys=$(value sshKeysParameterName)
sudo mkdir -p /home/semaphore/.ssh
parameter "$keys" | jq -r '.[]' | sed 's/^/github.com /' | sudo tee -a /home/semaphore/.ssh/known_hosts >/dev/null
sudo chown -R semaphore:semaphore /home/semaphore/.ssh

agent_token=$(parameter "$(value agentTokenParameterName)" --with-decryption)
mark parameters
endpoint=$(value endpoint)
after_job=$(value disconnectAfterJob)
idle=$(value disconnectAfterIdleTimeout)
if [[ $(value usePreSignedURL) == true ]]; then
  name=$($agent/gen-pre-signed-url.py)
else
  token=$(session)
  name=$(document "$token" instance-id)__$(head -c 200 /dev/urandom | tr -dc A-Za-z0-9 | cut -c 1-13)
fi
write ".name = \\"$name\\""
write ".endpoint = \\"$endpoint\\""
write ".token = \\"$agent_token\\""
write ".disconnect-after-job = $after_job"
write ".disconnect-after-idle-timeout = $idle"
write '.upload-job-logs = "when-trimmed"'
jq '.envVars[]' <<<"$settings" | xargs -I {} yq e -P -i '.env-vars = .env-vars + "{}"' $config
sudo chown semaphore:semaphore $config
mark configuration

{
  until grep -q 'Starting to poll for jobs' $agent/agent.log; do sleep 0.02; done
  mark registered
} &
sudo systemctl start semaphore-agent
mark agent
echo "* * * * * semaphore $agent/health-check.sh >> $agent/health-check.log" | sudo tee -a /etc/cron.d/semaphore_agent_healthcheck
sudo /etc/init.d/cron reload
wait
`;
