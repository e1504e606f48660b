# Finds the parts of a script that Windows PowerShell 5.1 does not support, or treats differently from PowerShell 7. The tests
# of the scripts run in PowerShell 7, so they cannot find such parts.

$NewerTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr'
$NewerVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'EnabledExperimentalFeatures'
$NewerCommands = 'Test-Json', 'Remove-Service', 'Get-Error', 'Join-String', 'ConvertFrom-Markdown', 'Get-Uptime'
$NewerParameters = @{
  'ConvertFrom-Json' = 'AsHashtable', 'Depth', 'NoEnumerate', 'DateKind'
  'ConvertTo-Json' = 'AsArray', 'EnumsAsStrings', 'EscapeHandling'
  'Invoke-WebRequest' = 'SkipHttpErrorCheck', 'MaximumRetryCount', 'RetryIntervalSec', 'Authentication', 'Form', 'SkipCertificateCheck', 'SslProtocol', 'Resume'
  'Invoke-RestMethod' = 'SkipHttpErrorCheck', 'MaximumRetryCount', 'RetryIntervalSec', 'Authentication', 'Form', 'SkipCertificateCheck', 'SslProtocol', 'StatusCodeVariable'
  'Get-Content' = @('AsByteStream')
  'Set-Content' = @('AsByteStream')
  'Add-Content' = @('AsByteStream')
  'Split-Path' = 'LeafBase', 'Extension'
  'ForEach-Object' = 'Parallel', 'ThrottleLimit', 'AsJob', 'TimeoutSeconds'
  'Select-String' = 'Raw', 'NoEmphasis', 'Culture'
  'Get-Random' = @('Shuffle')
  'Sort-Object' = 'Top', 'Bottom', 'Stable'
  'Start-Process' = @('Environment')
  'ConvertFrom-SecureString' = @('AsPlainText')
  'Get-Date' = @('UnixTimeSeconds', 'AsUTC')
}

function Find-NewerSyntax {
  param([Parameter(Mandatory = $true)] [string] $Text)

  $tokens = $null; $errors = $null
  # The tags of user data are not PowerShell, so they are removed.
  $tree = [System.Management.Automation.Language.Parser]::ParseInput(($Text -replace '(?m)^</?powershell>', ''), [ref] $tokens, [ref] $errors)
  $found = { param($Extent, $What) "$($Extent.StartLineNumber): $What" }
  foreach ($problem in $errors) { & $found $problem.Extent $problem.Message }
  # 5.1 reads a script without a byte order mark as ANSI, so it misreads characters that are not ASCII.
  $line = 0
  foreach ($row in $Text -split "`n") { $line++; if ($row -match '[^\x00-\x7f]') { "${line}: a character that is not ASCII" } }
  foreach ($token in $tokens) {
    if ("$($token.Kind)" -in $NewerTokens) { & $found $token.Extent "the operator $($token.Text)" }
  }
  $commands = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
  foreach ($variable in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
    if ($variable.VariablePath.UserPath -in $NewerVariables) { & $found $variable.Extent "the variable $($variable.Extent.Text)" }
  }
  foreach ($command in $commands) {
    $name = $command.GetCommandName()
    if ($name -in $NewerCommands) { & $found $command.Extent "the command $name" }
    $parameters = @($command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] })
    foreach ($parameter in $parameters) {
      # PowerShell accepts abbreviated parameter names, so this finds them too.
      if ($name -and $NewerParameters[$name] -like "$($parameter.ParameterName)*") { & $found $parameter.Extent "$name -$($parameter.ParameterName)" }
    }
    if ($name -eq 'Join-Path' -and ($command.CommandElements.Count - 1 - 2 * $parameters.Count) -gt (2 - $parameters.Count)) {
      & $found $command.Extent 'Join-Path with more than two parts'
    }
    if ($name -in 'Invoke-WebRequest', 'Invoke-RestMethod' -and @($parameters.ParameterName) -notcontains 'UseBasicParsing') {
      & $found $command.Extent "$name without -UseBasicParsing, which 5.1 needs"
    }
    foreach ($redirection in $command.Redirections) {
      if ($redirection -is [System.Management.Automation.Language.MergingRedirectionAst] -and (Get-FunctionName $command) -ne 'Invoke-Native') {
        & $found $redirection.Extent '2>&1 outside Invoke-Native: in 5.1, this redirection ends the script'
      }
      if ($redirection -is [System.Management.Automation.Language.FileRedirectionAst] -and $redirection.Location.Extent.Text -ne '$null') {
        & $found $redirection.Extent 'a redirection to a file: 5.1 writes the file as UTF-16'
      }
    }
    if ($name -eq 'Out-File') { & $found $command.Extent 'Out-File: in 5.1, it writes UTF-16' }
  }
}

function Get-FunctionName {
  param($Ast)

  while ($null -ne $Ast -and $Ast -isnot [System.Management.Automation.Language.FunctionDefinitionAst]) { $Ast = $Ast.Parent }
  if ($null -ne $Ast) { $Ast.Name }
}
