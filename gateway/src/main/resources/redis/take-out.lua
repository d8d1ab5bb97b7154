-- Takes members out of a set, unless the key beside it is there.
--
-- KEYS[1]  any  the key beside it
-- KEYS[2]  set  of which they are members
-- ARGV[…]  members
--
-- Returns 1 they are out · 0 the key is there, and they still are members
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
if #ARGV > 0 then
  redis.call('SREM', KEYS[2], unpack(ARGV))
end
return 1
