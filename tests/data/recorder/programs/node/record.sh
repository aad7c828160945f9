#!/bin/sh
# Record @sentry/node: record.sh [node10|node7] [CASE ...]   (needs node 20 and npm)
# shellcheck disable=SC2086
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-node10}
[ $# -gt 0 ] && shift
again_lines=23 # by so many lines the source is longer on the other day
some="plain subclass json-catalog json-cart cause-refused cause-timeout unhandled rejection message scope emoji"

for folder in /srv/shop /app; do
  rm -rf "$folder" && mkdir -p "$folder"
  cp -r "$here/main.js" "$here/lib" "$folder/"
  (cd "$folder" && npm install --silent --prefer-offline "@sentry/node@${sdk#node}" express@5 axios@1)
  rm -f "$folder/package.json" "$folder/package-lock.json"
done
for source in /app/main.js /app/lib/*.js; do
  { yes '// A line more.' | head -n $again_lines; cat "$source"; } >"$source.new" && mv "$source.new" "$source"
done
[ $# -eq 0 ] && [ "$sdk" = node7 ] && set -- $some
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" --first "node main.js" --again "node main.js"
