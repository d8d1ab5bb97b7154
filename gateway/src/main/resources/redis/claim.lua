-- Takes a piece of work that nobody does but those who may be passed over, and forgets those.
--
-- KEYS[1]  hash  who takes part -> what it does
-- ARGV[1]  who takes it
-- ARGV[2]  what it is to do
-- ARGV[…]  who may be passed over
--
-- Returns {} somebody else does it · {who takes part…} taken
local passed = {[ARGV[1]] = true}
for i = 3, #ARGV do
  passed[ARGV[i]] = true
end
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i + 1] == ARGV[2] and not passed[all[i]] then
    return {}
  end
end
if #ARGV > 2 then
  redis.call('HDEL', KEYS[1], unpack(ARGV, 3))
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('HKEYS', KEYS[1])
