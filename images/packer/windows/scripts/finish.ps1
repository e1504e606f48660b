# Removes traces of the build and generalizes the machine, so that instances share no keys or ids. Sysprep shuts down the
# machine, which may end the WinRM connection before this script ends. windows.pkr.hcl expects that.
. 'C:\packer\files\common.ps1'

Stop-Service -Name 'AmazonCloudWatchAgent' -Force -ErrorAction SilentlyContinue
Remove-Item -Path "$env:ProgramData\Amazon\AmazonCloudWatchAgent\Logs\*" -Recurse -Force -ErrorAction SilentlyContinue
Remove-Item -Path 'C:\packer' -Recurse -Force

$launcher = "$env:ProgramFiles\Amazon\EC2Launch\EC2Launch.exe"
# Makes the next boot of each instance a first boot, which runs the user data.
Invoke-Native $launcher @('reset', '--clean', '--block')
Invoke-Native $launcher @('sysprep', '--clean', '--shutdown', '--block')
exit 0
