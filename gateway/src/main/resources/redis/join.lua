-- Notes who takes part in what has begun, and reads it.
--
-- KEYS[1]  hash    version and state
-- KEYS[2]  stream  the log; entry n has the id n-0
-- KEYS[3]  hash    who takes part -> what it does
-- ARGV[1]  who takes part
-- ARGV[2]  what it does
-- ARGV[3]  id of the first entry to read
-- ARGV[4]  how many at most
--
-- Returns {} nothing has begun, and nothing was noted · {state, {who takes part…}, {entry…}}
local state = redis.call('HGET', KEYS[1], 'state')
if not state then
  return {}
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
local entries = redis.call('XRANGE', KEYS[2], ARGV[3], '+', 'COUNT', ARGV[4])
return {state, redis.call('HKEYS', KEYS[3]), entries}
