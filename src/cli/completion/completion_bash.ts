/**
 * Completion for bash 3.2 and newer, without other programs.
 *
 * Words are passed as arguments and never evaluated. bash splits words at `=` and `:`; the script joins them again.
 * Inserted values are quoted.
 *
 * @module
 */

/** The script. `@{` stands for `${`. */
export const BASH = String.raw`# bash completion for atlcli: source it, or put it where bash-completion looks.

_atlcli() {
  local line=@{COMP_LINE:0:COMP_POINT} blank word value head= files= quote= i
  local marks=$'[\\\\\'"]'
  local -a words
  words=()
  COMPREPLY=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blank=@{line%%[![:space:]]*}
    line=@{line#"$blank"}
    word=@{COMP_WORDS[i]}
    ((i < COMP_CWORD)) || word=$line
    line=@{line#"$word"}
    if ((i == 0)) || [[ -n $blank ]]; then
      words+=("$word")
      head=
    else
      head=@{words[@{#words[@]}-1]}
      words[@{#words[@]}-1]=$head$word
      [[ $word != [=:] ]] || head=$head$word
    fi
  done
  [[ $word != [\"\']* ]] || quote=1
  words=("@{words[@]//$marks/}")
  head=@{head//$marks/}
  while IFS= read -r line; do
    value=@{line%%$'\t'*}
    if [[ -z $value ]]; then
      files=@{line#$'\t'}
      continue
    fi
    value=@{value#"$head"}
    if [[ -z $quote ]]; then
      printf -v value %q "$value"
    elif [[ $value == *[!A-Za-z0-9._@+:/=-]* ]]; then
      continue
    fi
    COMPREPLY+=("$value")
  done < <(command atlcli __complete -- "@{words[@]:1}" 2>/dev/null)
  type compopt >/dev/null 2>&1 || return 0
  case $files in
    files) ;;
    folders) compopt +o default -o dirnames ;;
    *) compopt +o default ;;
  esac
}

complete -o default -F _atlcli atlcli
`.replaceAll("@{", "${");
