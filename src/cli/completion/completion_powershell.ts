/**
 * Completion for PowerShell 5.1 and newer.
 *
 * Inserted values are quoted, with each quote doubled: PowerShell treats the four typographic quotes (U+2018 to U+201B)
 * like the straight one. Only bare words stay unquoted; `@name` is not one.
 *
 * PowerShell decodes the output of a program with the console's output encoding, on Windows by default the OEM code
 * page (https://github.com/spf13/cobra/issues/2401). atlcli prints UTF-8, so the script sets UTF-8 while atlcli runs.
 * An editor without a console has no such setting, and throws.
 *
 * PowerShell 5.1 drops empty arguments, so an option stands for an empty word.
 *
 * @module
 */

/** The completion script for PowerShell. */
export const POWERSHELL = String.raw`# PowerShell completion for atlcli: . this file in your $PROFILE.

Register-ArgumentCompleter -Native -CommandName atlcli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $options = @()
    if ($wordToComplete -eq '') { $options = @('--next') }
    $program = Get-Command -Name atlcli -CommandType Application -TotalCount 1
    $encoding = [Console]::OutputEncoding
    try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false) } catch { }
    try { $lines = @(& $program __complete @options '--' @words 2>$null) }
    finally { try { [Console]::OutputEncoding = $encoding } catch { } }
    $lines | ForEach-Object {
        $value, $description = $_ -split "${"`"}t", 2
        if ($value -eq '') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        }
        else {
            $text = $value
            if ($text -notmatch '^[\w.+:/=-][\w.@+:/=-]*$') {
                $text = "'" + ($text -replace '[\u0027\u2018-\u201b]', '$0$0') + "'"
            }
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
        }
    }
}
`;
