-- wrk asks for the paths of a file one after the other: wrk -s paths.lua URL -- FILE. Each thread begins at another place.
local started = 0

function setup(thread)
  thread:set("start", started)
  started = started + 1
end

function init(arguments)
  paths = {}
  for path in io.lines(arguments[1]) do paths[#paths + 1] = path end
  place = start * math.floor(#paths / 2)
end

function request()
  place = place % #paths + 1
  return wrk.format(nil, paths[place])
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("MEASURED %.1f %.3f %.3f %d %d\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed, summary.bytes / math.max(1, summary.requests)))
end
