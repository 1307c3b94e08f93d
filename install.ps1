<#
.SYNOPSIS
Installs atlcli: the executable of a release, in a folder of yours.

.DESCRIPTION
It needs no administrator, and nothing runs before its SHA-256 sum was found to be the one that the release says.

  irm https://github.com/atlcli/atlcli/releases/latest/download/install.ps1 | iex
  & ([scriptblock]::Create((irm https://github.com/atlcli/atlcli/releases/latest/download/install.ps1))) -Version 1.2.3

The variable ATLCLI_RELEASES_URL names another place where releases are: a mirror.

.PARAMETER Version
The version; without it, the newest.

.PARAMETER Dir
The folder; without it, Programs\atlcli in this user's local application data.
#>
param([string] $Version = '', [string] $Dir = '')

function Install-Atlcli([string] $Wanted, [string] $Folder) {
  $ErrorActionPreference = 'Stop'
  # Drawing its progress makes Windows PowerShell ten times slower.
  $ProgressPreference = 'SilentlyContinue'
  # Windows PowerShell 5.1 on older systems begins with TLS 1.0.
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  $releases = 'https://github.com/atlcli/atlcli/releases'
  if ($env:ATLCLI_RELEASES_URL) { $releases = $env:ATLCLI_RELEASES_URL.TrimEnd('/') }
  if ($releases -notmatch '^(https://|http://(127\.0\.0\.1|localhost):)') {
    throw 'ATLCLI_RELEASES_URL is no https address: plain http is for this machine alone'
  }
  # What stands before an @ is no host; and it would be shown when something fails.
  if ($releases -match '^https?://[^/]*@') { throw 'ATLCLI_RELEASES_URL has a user in it: name the host alone' }
  $Wanted = $Wanted -replace '^v', ''
  if ($Wanted -and $Wanted -notmatch '^[0-9A-Za-z.-]+$') { throw "Not a version: $Wanted" }

  # Windows on ARM runs executables for x64 as well.
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
    if ($said -cne $Wanted) { throw "The release $Wanted has the sums of $said. Nothing was installed" }
    $line = @(Get-Content -LiteralPath $sums | Where-Object { $_ -cmatch "^[0-9a-f]{64}  $([regex]::Escape($file))$" })
    if ($line.Count -ne 1) { throw "Version $Wanted has no $file" }

    Write-Host "Fetching atlcli $Wanted for windows-x64"
    $fetched = Get-ReleaseFile "$from/$file" (Join-Path $temporary 'atlcli.exe')
    $sum = (Get-FileHash -LiteralPath $fetched -Algorithm SHA256).Hash.ToLowerInvariant()
    if ($sum -cne $line[0].Substring(0, 64)) {
      throw "What came is not what $Wanted should be: another SHA-256 sum. Nothing was installed"
    }
    & $fetched --version | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "atlcli $Wanted does not start here. Nothing was installed" }

    Move-IntoPlace $fetched $target
    # The versions before, except those that still run: these cannot be removed.
    Get-ChildItem -LiteralPath $Folder -Force | Where-Object { $_.Name -match '^atlcli\.exe\.old(-[0-9a-z]{8})?$' } |
      Remove-Item -Force -ErrorAction SilentlyContinue
  } finally {
    Remove-Item -LiteralPath $temporary -Recurse -Force -ErrorAction SilentlyContinue
  }

  Write-Host "Installed atlcli ${Wanted}: $target"
  Write-Host "To remove it: Remove-Item '$target' (profiles and tokens are in ~\.atlcli)"
  Write-Host "If Windows blocks it as a file from the Internet: Unblock-File -LiteralPath '$target'"
  if (($env:Path -split ';').TrimEnd('\') -notcontains $Folder.TrimEnd('\')) {
    Write-Host 'It is not on your PATH yet. To put it there, for programs that start from now on:'
    Write-Host "  [Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';$Folder', 'User')"
  }
}

# A program that runs can be renamed, and neither be replaced nor removed: each version before gets a name of its own.
function Move-IntoPlace([string] $From, [string] $To) {
  $old = $null
  if (Test-Path -LiteralPath $To) {
    $old = "$To.old-" + [guid]::NewGuid().ToString('N').Substring(0, 8)
    Move-Item -LiteralPath $To -Destination $old
  }
  try {
    Move-Item -LiteralPath $From -Destination $To
  } catch {
    $problem = $_.Exception.Message
    if ($old) {
      try { Move-Item -LiteralPath $old -Destination $To } catch {
        throw "Cannot write ${To}: $problem. The version before is at ${old}: rename it back"
      }
    }
    throw "Cannot write ${To}: $problem. Nothing was installed"
  }
}

# Windows PowerShell's own Invoke-WebRequest follows a redirect from https to plain http, so it takes one step at a time.
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
        $response.Dispose()
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
    throw 'What came is not the SHA256SUMS of a release: check ATLCLI_RELEASES_URL, and whether a proxy answers'
  }
  $Matches[1]
}

# The last line: what was cut off on its way does nothing.
Install-Atlcli $Version $Dir
