# The program says which ids and names fit what is typed; part of a word is enough.
def "nu-complete recaps index" [context: string] {
  let words = ($context | split row ' ')
  let found = (with-env { RECAPS_COMPLETE: fish } { ^recaps -- ...$words } | complete | get stdout | lines)
  let values = ($found | each {|line| $line | split column "\t" value description | first })
  let quoted = ($values | update value {|row| if ($row.value | str contains ' ') { $'"($row.value)"' } else { $row.value } })
  { options: { completion_algorithm: "substring", case_sensitive: false, sort: false }, completions: $quoted }
}

