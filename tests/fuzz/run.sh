#!/usr/bin/env bash
# Builds the fuzz targets and runs them in turn: bash tests/fuzz/run.sh [SECONDS [TARGET…]]
#
# Needs cargo-fuzz (`cargo install cargo-fuzz`) and a C++ compiler; the stable toolchain will do, as no sanitizer is
# asked for: the crate has no unsafe code. New inputs are kept in target/fuzz/corpus, what fails in target/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds="${1:-300}"
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- $(cd tests/fuzz/corpus && ls)

package=tests/fuzz
work="${CARGO_TARGET_DIR:-target}/fuzz"
# Comparisons are not traced: that takes half of the time, and the dictionary knows the words that are looked for.
build=(-s none --no-trace-compares --fuzz-dir "$package" --target-dir "$work/build")
cargo fuzz build "${build[@]}"
failed=()
# Weighing and shrinking what is kept takes longer than reading a recap does, so neither is asked for.
for target in "$@"; do
  case "$target" in
    query) longest=9000 ;; # the limit on the size of queries is inside
    search | snippet) longest=1024 ;;
    *) longest=4096 ;;
  esac
  mkdir -p "$work/corpus/$target" "$work/found"
  printf '== %s\n' "$target"
  cargo fuzz run "${build[@]}" "$target" "$work/corpus/$target" "$package/corpus/$target" -- \
    -dict="$package/dictionary.txt" -artifact_prefix="$work/found/$target-" -max_total_time="$seconds" \
    -entropic=0 -reduce_inputs=0 -max_len="$longest" -timeout=1 -rss_limit_mb=2048 -print_final_stats=1 2>"$work/found/$target.log" ||
    failed+=("$target")
  grep -aE 'panicked|executed_units|exec_per_sec|slowest_unit|peak_rss' "$work/found/$target.log" || true
done
[ ${#failed[@]} -eq 0 ] || { printf 'failed: %s\n' "${failed[*]}" >&2; exit 1; }
