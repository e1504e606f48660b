# Installs the AWS CLI and the CloudWatch agent, and makes the base image's Systems Manager agent start automatically.
. 'C:\packer\scripts\artifacts.ps1'

Write-Log "Installing the AWS CLI $($Versions.awsCli.version)."
Install-Msi (Get-Artifact $Versions.awsCli)
Update-Path
Invoke-Native 'aws' @('--version')

Write-Log "Installing the CloudWatch agent $($Versions.cloudwatchAgent.version)."
Install-Msi (Get-Artifact $Versions.cloudwatchAgent)
$configuration = "$env:ProgramData\Amazon\AmazonCloudWatchAgent\semaphore.json"
Copy-Item -LiteralPath 'C:\packer\files\amazon-cloudwatch-agent.json' -Destination $configuration
# Without -s, which would start the agent. It starts only on instances, whose role allows it to send logs.
& "$env:ProgramFiles\Amazon\AmazonCloudWatchAgent\amazon-cloudwatch-agent-ctl.ps1" -a fetch-config -m ec2 -c "file:$configuration"
if ($LASTEXITCODE -ne 0) { throw "The CloudWatch agent refused its configuration: exit code $LASTEXITCODE." }
Invoke-Native 'sc.exe' @('config', 'AmazonCloudWatchAgent', 'start=', 'delayed-auto')

Set-Service -Name 'AmazonSSMAgent' -StartupType Automatic
exit 0
