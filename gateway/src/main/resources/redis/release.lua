-- Ends a lease that is still its holder's.
--
-- KEYS[1]  string  the lease
-- ARGV[1]  holder
--
-- Returns 1 ended · 0 somebody else's, or nobody's
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
