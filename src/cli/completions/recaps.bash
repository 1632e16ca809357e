# Bash parts words at `:` and `=` and gives the pieces; the program puts them together again. What begins with a
# quotation mark is given whole, so that it knows which kind of quoting the completions are put into.
_recaps_complete() {
    local IFS=$'\013'
    local words=("${COMP_WORDS[@]}")
    case "${words[COMP_CWORD]}" in
        : | = | \"* | \'*) ;;
        *) if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then words[COMP_CWORD]="$2"; fi ;;
    esac
    COMPREPLY=( $( \
        _CLAP_IFS="$IFS" \
        _CLAP_COMPLETE_INDEX="$COMP_CWORD" \
        _CLAP_COMPLETE_COMP_TYPE="$COMP_TYPE" \
        _CLAP_COMPLETE_SPACE=false \
        RECAPS_COMPLETE="bash" \
        "recaps" -- "${words[@]}" \
    ) )
    if [[ $? != 0 ]]; then
        unset COMPREPLY
    elif [[ "${COMPREPLY-}" =~ [=/:]$ ]]; then
        compopt -o nospace 2> /dev/null
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o bashdefault -o nosort -F _recaps_complete recaps
else
    complete -o bashdefault -F _recaps_complete recaps
fi
