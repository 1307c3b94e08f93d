/**
 * Completion for fish 3 and newer. fish splits the words without evaluating them, and quotes inserted values.
 *
 * @module
 */

/** The completion script for fish. */
export const FISH = String
  .raw`# fish completion for atlcli: put it as atlcli.fish into ~/.config/fish/completions, or source it.

function __atlcli_complete
    set -l words (commandline -opc)
    set -l typed (string replace -ra '[\\\\"\']' '' -- (commandline -ct))
    for line in (command atlcli __complete -- $words[2..-1] "$typed" 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        if test -n "$parts[1]"
            printf '%s\n' $line
            continue
        end
        set -l option (string match -r -- '^--[^=]+=' $typed)
        set -l path (string replace -r -- '^--[^=]+=' '' $typed)
        switch $parts[2]
            case files
                printf '%s\n' "$option"(__fish_complete_path $path)
            case folders
                printf '%s\n' "$option"(__fish_complete_directories $path)
        end
    end
end

complete -c atlcli -e
complete -c atlcli -f -k -a '(__atlcli_complete)'
`;
