-- Replaces a document if it still has the version expected, and remembers what was asked for.
--
-- KEYS[1]  hash  version and document
-- KEYS[2]  hash  key of what was asked for -> what it came to
-- ARGV[1]  version expected
-- ARGV[2]  document after
-- ARGV[3]  key, or empty
-- ARGV[4]  what it comes to
--
-- Returns {0} replaced · {1, what it came to} asked for before · {2} another version
if ARGV[3] ~= '' then
  local known = redis.call('HGET', KEYS[2], ARGV[3])
  if known then
    return {1, known}
  end
end
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= tonumber(ARGV[1]) then
  return {2}
end
redis.call('HSET', KEYS[1], 'version', tonumber(ARGV[1]) + 1, 'document', ARGV[2])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
end
return {0}
