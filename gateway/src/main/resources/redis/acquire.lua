-- Takes a lease that nobody has, or has it again.
--
-- KEYS[1]  string  the lease
-- ARGV[1]  holder
-- ARGV[2]  milliseconds
--
-- Returns 1 taken · 0 somebody else's
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
