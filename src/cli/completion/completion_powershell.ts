/**
 * Completion for PowerShell 5.1 and newer.
 *
 * What is inserted is quoted, and each quote in it doubled: to PowerShell the four typographic ones (U+2018 to U+201B)
 * end a text just as the straight one does. Not quoted is only what it takes for a word; `@name` is none.
 *
 * PowerShell decodes what a program prints by the console's output encoding, on Windows the OEM code page unless
 * somebody changed it (https://github.com/spf13/cobra/issues/2401). atlcli prints UTF-8, so the encoding is UTF-8 while
 * it runs. An editor without a console has no such setting, and refuses to change it.
 *
 * PowerShell 5.1 drops an empty argument, so that an empty word is said by an option.
 *
 * @module
 */

/** The script. */
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
