-- Appends to a log if it still ends at the version expected, and remembers the message that asked.
--
-- KEYS[1]  hash    version and state
-- KEYS[2]  stream  the log; entry n has the id n-0
-- KEYS[3]  hash    message -> version it stands for
-- KEYS[4]  hash    who takes part -> what it does
-- ARGV[1]  version expected
-- ARGV[2]  state after, stored if anything is appended
-- ARGV[3]  message, or empty
-- ARGV[4]  version the message stands for
-- ARGV[5]  who takes part, or empty
-- ARGV[6]  what it does
-- ARGV[7]  version that the entries count on from
-- ARGV[8]  milliseconds for which all of it is kept after the last entry, more or less a tenth
-- ARGV[9…] entries to append
--
-- Returns {0, version, who takes part…} committed · {1, version} this message was committed before ·
-- {2, version} moved
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if ARGV[3] ~= '' then
  local known = redis.call('HGET', KEYS[3], ARGV[3])
  if known then
    -- Written once more, so that whoever waits for replicas waits for the first time's write too.
    redis.call('HSET', KEYS[3], ARGV[3], known)
    return {1, tonumber(known)}
  end
end
if version ~= tonumber(ARGV[1]) then
  return {2, version}
end
if #ARGV >= 9 then
  version = tonumber(ARGV[7])
end
for i = 9, #ARGV do
  version = version + 1
  redis.call('XADD', KEYS[2], version .. '-0', 'e', ARGV[i])
end
if #ARGV >= 9 then
  redis.call('HSET', KEYS[1], 'version', version, 'state', ARGV[2])
end
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
end
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[5], ARGV[6])
end
-- Not with each entry: to look is cheap, to set is written to replicas and files.
for i = 1, 4 do
  local left = redis.call('PTTL', KEYS[i])
  if left == -1 or (left >= 0 and left < ARGV[8] * 0.9) then
    redis.call('PEXPIRE', KEYS[i], ARGV[8])
  end
end
return {0, version, unpack(redis.call('HKEYS', KEYS[4]))}
