-- Replaces an older snapshot by a newer one, and drops the commands that are in it but the last.
--
-- KEYS[1]  string  the snapshot
-- KEYS[2]  stream  one entry, whose id is that of the last command in the snapshot
-- KEYS[3]  stream  the commands
-- ARGV[1]  id of the last command in the new snapshot
-- ARGV[2]  the new snapshot
--
-- Returns 1 replaced · 0 the one there is as new or newer, or the store has lost that command
if #redis.call('XRANGE', KEYS[3], ARGV[1], ARGV[1]) == 0 then
  return 0
end
-- A stream takes no id that is not above its last: it is Redis that compares them.
local marked = redis.pcall('XADD', KEYS[2], 'MAXLEN', 1, ARGV[1], 'bytes', #ARGV[2])
if type(marked) == 'table' and marked.err then
  if string.find(marked.err, 'equal or smaller', 1, true) then
    return 0
  end
  return marked
end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('XTRIM', KEYS[3], 'MINID', ARGV[1])
return 1
