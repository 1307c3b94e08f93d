/**
 * Completion for zsh: a function for `fpath`, which can also be sourced.
 *
 * Words are unquoted with `Q`, which evaluates nothing, and passed as arguments. `compadd` quotes inserted values.
 *
 * @module
 */

/** The script. `@{` stands for `${`. */
export const ZSH = String.raw`#compdef atlcli
# zsh completion for atlcli: put it as _atlcli into a folder of fpath, or source it.

_atlcli() {
  local line value description files
  local -a typed values descriptions shown
  local -i width=0 i
  typed=("@{(@Q)words[2,CURRENT-1]}" "@{(Q)PREFIX}")
  for line in "@{(@f)$(command atlcli __complete -- "@{typed[@]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    value=@{line%%$'\t'*}
    description=@{line#*$'\t'}
    if [[ -z $value ]]; then
      files=$description
      continue
    fi
    values+=("$value")
    descriptions+=("$description")
    (( $#value > width )) && width=$#value
  done
  for (( i = 1; i <= $#values; i++ )); do
    shown+=("@{(r:width:)values[i]}@{descriptions[i]:+  -- $descriptions[i]}")
  done
  (( $#values )) && compadd -V atlcli -l -d shown -a values
  case $files in
    files) compset -P '--*='; _files ;;
    folders) compset -P '--*='; _files -/ ;;
  esac
}

if [[ @{zsh_eval_context[-1]} == loadautofunc ]]; then
  _atlcli "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i -D }
  compdef _atlcli atlcli
fi
`.replaceAll("@{", "${");
