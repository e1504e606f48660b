# Takes the build's traces away and generalizes the machine, so that each instance is one of its own. Sysprep shuts it
# down, in the midst of which WinRM may end before this script does: windows.pkr.hcl expects that.
. 'C:\packer\files\common.ps1'

Stop-Service -Name 'AmazonCloudWatchAgent' -Force -ErrorAction SilentlyContinue
Remove-Item -Path "$env:ProgramData\Amazon\AmazonCloudWatchAgent\Logs\*" -Recurse -Force -ErrorAction SilentlyContinue
Remove-Item -Path 'C:\packer' -Recurse -Force

$launcher = "$env:ProgramFiles\Amazon\EC2Launch\EC2Launch.exe"
# First boot, with its user data, happens again on each instance.
Invoke-Native $launcher @('reset', '--clean', '--block')
Invoke-Native $launcher @('sysprep', '--clean', '--shutdown', '--block')
exit 0
