# Measures one program at one work and appends "work|program|requests per second|p50 ms|p99 ms|failed|bytes an answer" to the file measured.

connections=8 warm_seconds=2 single_requests=15

keep() { local IFS='|'; echo "$*" >>"$work/measured"; say "  $2: $3 /s, p50 $4 ms, p99 $5 ms, $6 failed"; }

over_http() { # WORK PROGRAM URL FILE-OF-PATHS
  local rate p50 p99 failed bytes
  wrk -t2 -c$connections -d${warm_seconds}s --timeout 60s -s "$here/paths.lua" "$3" -- "$work/$4" >/dev/null 2>&1
  read -r _ rate p50 p99 failed bytes < <(wrk -t2 -c$connections -d"${seconds}s" --timeout 60s -s "$here/paths.lua" "$3" -- "$work/$4" | grep MEASURED)
  keep "$1" "$2" "$rate" "$p50" "$p99" "$failed" "$bytes"
}

# pgbench writes the microseconds of each transaction as third number of its log.
in_sql() { # WORK PROGRAM STATEMENT ROWS
  local rate
  printf '\\set i random(1, %s)\n%s;\n' "$4" "$3" >"$work/statement.sql"
  rm -f "$work"/statement.log*
  rate=$(pgbench -n -h 127.0.0.1 -p "$port" -U riskmap -c $connections -j 2 -T "$seconds" -M prepared -f "$work/statement.sql" -l --log-prefix="$work/statement.log" peers 2>>"$work/psql.log" |
    sed -nE 's/^tps = ([0-9.]+).*/\1/p')
  keep "$1" "$2" "$rate" $(cat "$work"/statement.log* | cut -d' ' -f3 | sort -n | awk '{ v[NR] = $1 / 1000 } END { print v[int((NR + 1) / 2)], v[int(NR * 0.99 + 0.5)] }') 0 0
}

# One client, one request after the other.
one_request() { # WORK PROGRAM ADDRESS
  local bytes
  for _ in $(seq $single_requests); do curl -fs -o "$work/answer" -w '%{time_total}\n' "$3" || echo failed; done >"$work/times"
  bytes=$(stat -c %s "$work/answer" 2>/dev/null)
  keep "$1" "$2" 0 $(grep -v failed "$work/times" | sort -n | awk '{ v[NR] = $1 * 1000 } END { print v[int((NR + 1) / 2)], v[NR] }') "$(grep -c failed "$work/times")" "$bytes"
}

one_statement() { # WORK PROGRAM STATEMENT
  local bytes
  bytes=$(sql peers -c "$3")
  for _ in $(seq 5); do printf '\\timing on\n%s;\n' "$3" | psql -qAtX -h 127.0.0.1 -p "$port" -U riskmap peers | sed -nE 's/^Time: ([0-9.]+) ms.*/\1/p'; done >"$work/times"
  keep "$1" "$2" 0 $(sort -n "$work/times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)], v[NR] }') 0 "$bytes"
}
