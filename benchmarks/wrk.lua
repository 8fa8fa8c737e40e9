-- For wrk: asks for the addresses of a file in turn, if one is named, and says what was measured in a line of JSON.
function init(args)
   if not args[1] then return end
   local asked, turn = {}, 0
   for address in io.lines(args[1]) do asked[#asked + 1] = wrk.format("GET", address) end
   function request()
      turn = turn % #asked + 1
      return asked[turn]
   end
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '{"requests": %d, "seconds": %f, "errors": %d, "p50": %f, "p99": %f}\n',
      summary.requests, summary.duration / 1e6,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
