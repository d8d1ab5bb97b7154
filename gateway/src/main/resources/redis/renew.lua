-- Prolongs a lease that is still its holder's.
--
-- KEYS[1]  string  the lease
-- ARGV[1]  holder
-- ARGV[2]  milliseconds
--
-- Returns 1 renewed · 0 somebody else's, or nobody's
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1
end
return 0
