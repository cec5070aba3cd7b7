# Suites and their cases. A suite is started when its first wanted case comes, so that one case can be run alone.

passed=0 failed=0 skipped=0 label='' begin='' begun=''

# Begins a suite: LABEL stands before the names of its cases; BEGIN is run before the first of them.
suite() { label=$1 begin=$2 begun=''; }

is_wanted() {
  local word
  [ ${#words[@]} -gt 0 ] || return 0
  for word in "${words[@]}"; do case "$label $1" in *"$word"*) return 0 ;; esac; done
  return 1
}

# Runs the suite's beginning once; when it failed, no case of the suite is run.
has_begun() {
  [ -n "$begun" ] || { if "$begin"; then begun=yes; else begun=no; fi; }
  [ $begun = yes ]
}


# Runs a case unless something that it needs is missing. A case is a function: its status tells, and what it prints is the reason.
case_() { # NAME NEEDS...
  local name=$1 missing; shift
  is_wanted "$name" || return 0
  for missing in "$@"; do "$missing" || { skip "$name" "needs ${missing#has_}"; return; }; done
  has_begun || { fail "$name" "$label could not be started"; return; }
  export RISKMAP_AFTER=$( { city version; } 2>/dev/null || echo -1)
  if "$name" >"$work/case.log" 2>&1; then ok "$name"; else fail "$name" "$(tail -5 "$work/case.log")"; fi
}

ok() { echo "ok $label $1"; passed=$((passed + 1)); }
fail() { echo "FAILED $label $1: $2"; failed=$((failed + 1)); }
skip() { echo "skipped $label $1: $2"; skipped=$((skipped + 1)); }

# What a command prints becomes what is expected, within the patience.
becomes() { # WHAT EXPECTED COMMAND...
  local what=$1; shift
  patiently prints "$@" || { echo "$what is '$found', expected '$1'"; return 1; }
}

prints() { local expected=$1; shift; found=$("$@" 2>"$work/prints.err"); [ "$found" = "$expected" ]; }

must() { [ "$2" = "$3" ] || { echo "$1 is '$2', expected '$3'"; return 1; }; }

report() {
  if [ "${CI:-}" = true ] && [ $skipped -gt 0 ]; then echo "tests/clients/run: $skipped cases were skipped, which CI forbids" >&2; failed=$((failed + 1)); fi
  [ $((passed + failed + skipped)) -gt 0 ] || { echo "tests/clients/run: no case is named so" >&2; failed=1; }
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed = 0 ] && [ $passed -gt 0 ]
}
