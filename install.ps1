<#
.SYNOPSIS
Installs the atlcli executable of a release into a folder of yours.

.DESCRIPTION
It needs no administrator rights. Nothing is run before its SHA-256 checksum was verified.

  irm https://github.com/atlcli/atlcli/releases/latest/download/install.ps1 | iex
  & ([scriptblock]::Create((irm https://github.com/atlcli/atlcli/releases/latest/download/install.ps1))) -Version 1.2.3

The variable ATLCLI_RELEASES_URL names a mirror of the releases.

.PARAMETER Version
Version to install. Defaults to the newest.

.PARAMETER Dir
Folder to install into. Defaults to Programs\atlcli in the local application data of this user.
#>
param([string] $Version = '', [string] $Dir = '')

function Install-Atlcli([string] $Wanted, [string] $Folder) {
  $ErrorActionPreference = 'Stop'
  # Showing progress makes Windows PowerShell ten times slower.
  $ProgressPreference = 'SilentlyContinue'
  # On older systems Windows PowerShell 5.1 starts with TLS 1.0.
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  $releases = 'https://github.com/atlcli/atlcli/releases'
  if ($env:ATLCLI_RELEASES_URL) { $releases = $env:ATLCLI_RELEASES_URL.TrimEnd('/') }
  if ($releases -notmatch '^(https://|http://(127\.0\.0\.1|localhost):)') {
    throw 'ATLCLI_RELEASES_URL is not an https URL: plain http is allowed for this machine only'
  }
  # The part before an @ is not the host, and errors would show it.
  if ($releases -match '^https?://[^/]*@') { throw 'ATLCLI_RELEASES_URL contains a user name: give the host only' }
  $Wanted = $Wanted -replace '^v', ''
  if ($Wanted -and $Wanted -notmatch '^[0-9A-Za-z.-]+$') { throw "Invalid version: $Wanted" }

  # Windows on ARM also runs x64 executables.
  $processor = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
  if ($processor -notin 'AMD64', 'ARM64') { throw "There is no executable for $processor" }
  $file = 'atlcli-windows-x64.exe'

  if (-not $Folder) { $Folder = Join-Path $env:LOCALAPPDATA 'Programs\atlcli' }
  New-Item -ItemType Directory -Force -Path $Folder | Out-Null
  $Folder = (Resolve-Path -LiteralPath $Folder).ProviderPath
  $target = Join-Path $Folder 'atlcli.exe'
  if (Test-Path -LiteralPath $target -PathType Container) { throw "$target is a folder" }
  $temporary = Join-Path $Folder ('.atlcli-install-' + [guid]::NewGuid().ToString('N'))
  New-Item -ItemType Directory -Path $temporary | Out-Null
  try {
    if (-not $Wanted) {
      $Wanted = Get-SumsVersion (Get-ReleaseFile "$releases/latest/download/SHA256SUMS" (Join-Path $temporary 'latest'))
    }
    $from = "$releases/download/v$Wanted"
    $sums = Get-ReleaseFile "$from/SHA256SUMS" (Join-Path $temporary 'SHA256SUMS')
    $said = Get-SumsVersion $sums
    if ($said -cne $Wanted) { throw "Release $Wanted has the checksums of version $said. Nothing was installed" }
    $line = @(Get-Content -LiteralPath $sums | Where-Object { $_ -cmatch "^[0-9a-f]{64}  $([regex]::Escape($file))$" })
    if ($line.Count -ne 1) { throw "Version $Wanted has no $file" }

    Write-Host "Downloading atlcli $Wanted for windows-x64"
    $fetched = Get-ReleaseFile "$from/$file" (Join-Path $temporary 'atlcli.exe')
    $sum = (Get-FileHash -LiteralPath $fetched -Algorithm SHA256).Hash.ToLowerInvariant()
    if ($sum -cne $line[0].Substring(0, 64)) {
      throw "The SHA-256 checksum of atlcli $Wanted does not match. Nothing was installed"
    }
    & $fetched --version | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "atlcli $Wanted does not start here. Nothing was installed" }

    Move-IntoPlace $fetched $target
    # Remove previous versions, except those that still run: they cannot be removed.
    Get-ChildItem -LiteralPath $Folder -Force | Where-Object { $_.Name -match '^atlcli\.exe\.old(-[0-9a-z]{8})?$' } |
      Remove-Item -Force -ErrorAction SilentlyContinue
  } finally {
    Remove-Item -LiteralPath $temporary -Recurse -Force -ErrorAction SilentlyContinue
  }

  Write-Host "Installed atlcli ${Wanted}: $target"
  $quoted = Get-Quoted $target
  Write-Host "To remove it: Remove-Item -LiteralPath $quoted (profiles and tokens are in ~\.atlcli)"
  Write-Host "If Windows blocks it as a file from the internet: Unblock-File -LiteralPath $quoted"
  if (($env:Path -split ';').TrimEnd('\') -notcontains $Folder.TrimEnd('\')) {
    Write-Host 'This folder is not on your PATH. To add it, for programs that you start from now on:'
    Write-Host "  [Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + $(Get-Quoted ";$Folder"), 'User')"
  }
}

# A running program can be renamed, but not replaced or removed. So each previous version gets its own name.
function Move-IntoPlace([string] $From, [string] $To) {
  $old = $null
  if (Test-Path -LiteralPath $To) {
    $old = "$To.old-" + [guid]::NewGuid().ToString('N').Substring(0, 8)
    Move-File $To $old
  }
  try {
    Move-File $From $To
  } catch {
    $problem = $_.Exception.GetBaseException().Message
    if ($old) {
      try { Move-File $old $To } catch {
        throw "Cannot write ${To}: $problem. The previous version is at ${old}: rename it back"
      }
    }
    throw "Cannot write ${To}: $problem. Nothing was installed"
  }
}

# Tries for two seconds, because a virus scanner may have the file open. Move-Item would take [ ] in the target as a pattern.
function Move-File([string] $From, [string] $To) {
  for ($attempt = 1; ; $attempt++) {
    try {
      [IO.File]::Move($From, $To)
      return
    } catch {
      if ($attempt -ge 20) { throw }
      Start-Sleep -Milliseconds 100
    }
  }
}

# A text as a word of a command line: in PowerShell, also the typographic quotes end a text in quotes.
function Get-Quoted([string] $Text) {
  "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Text) + "'"
}

# Follows redirects one by one, because Invoke-WebRequest of Windows PowerShell follows one from https to plain http.
function Get-ReleaseFile([string] $Address, [string] $Path) {
  try {
    $at = [Uri] $Address
    for ($step = 0; $step -le 5; $step++) {
      $request = [Net.WebRequest]::Create($at)
      $request.AllowAutoRedirect = $false
      $request.Timeout = 600000
      $request.UserAgent = 'atlcli-install'
      $response = $request.GetResponse()
      try {
        if ([int] $response.StatusCode -lt 300) {
          $file = [IO.File]::Create($Path)
          try { $response.GetResponseStream().CopyTo($file) } finally { $file.Dispose() }
          return $Path
        }
        $next = [Uri]::new($at, $response.Headers['Location'])
      } finally {
        $response.Close()
      }
      if ($next.Scheme -ne 'https' -and ($at.Scheme -eq 'https' -or $next.Scheme -ne 'http')) {
        throw "it redirects to $($next.Scheme), not to https"
      }
      $at = $next
    }
    throw 'too many redirects'
  } catch {
    throw "Cannot fetch ${Address}: $($_.Exception.Message)"
  }
}

function Get-SumsVersion([string] $Path) {
  $first = Get-Content -LiteralPath $Path -TotalCount 1
  if ($first -cnotmatch '^# atlcli (\d+\.\d+\.\d+[0-9A-Za-z.-]*)$') {
    throw 'The download is not the SHA256SUMS file of a release: check ATLCLI_RELEASES_URL, and whether a proxy replaced the response'
  }
  $Matches[1]
}

# The last line, so that a truncated download does nothing.
Install-Atlcli $Version $Dir
