#compdef recaps
# The program says what fits: ids are meant by any part, names without their accents. So what is offered is not filtered
# again (-U), and stands in the order in which it comes (-V). What ends in a colon goes on, so no space follows.
_recaps() {
    local -a rows values shown open open_shown
    local row value line
    rows=("${(@f)$(_CLAP_COMPLETE_INDEX=$((CURRENT - 1)) RECAPS_COMPLETE=zsh recaps -- "${(@)words[1,CURRENT]}" 2>/dev/null)}")
    for row in "${rows[@]}"; do
        value="${row%%$'\t'*}" line="${row#*$'\t'}"
        [[ -n "$value" ]] || continue
        line="$value${line:+  -- $line}"
        if [[ "$value" == *[:=/] ]]; then
            open+=("$value") open_shown+=("${line[1,COLUMNS - 2]}")
        else
            values+=("$value") shown+=("${line[1,COLUMNS - 2]}")
        fi
    done
    (( $#values + $#open )) || return 1
    compadd -U -V recaps -l -S '' -d open_shown -a open
    compadd -U -V recaps -l -d shown -a values
    # What begins otherwise than what was typed is gone through, or the beginning that it shares would replace it.
    [[ "${(L)compstate[unambiguous]}" == "${(L)PREFIX}"* ]] || compstate[insert]=menu
}
if [[ "${funcstack[1]}" == _recaps ]]; then _recaps "$@"; else compdef _recaps recaps; fi
