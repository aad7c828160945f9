#!/bin/sh
# Record Ruby's SDKs: record.sh [ruby|rubyraven] [CASE ...]
# (needs ruby, ruby-sentry-ruby-core and ruby-sentry-raven, as Debian packages them)
# shellcheck disable=SC2086
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-ruby}
[ $# -gt 0 ] && shift
some="plain subclass json-catalog json-cart cause-refused cause-timeout message message-near scope fingerprint-plain
  fingerprint-elsewhere emoji surrogate"

for folder in /srv/shop /app; do
  rm -rf "$folder" && mkdir -p "$folder"
  cp -r "$here/main.rb" "$here/lib" "$folder/"
done
for source in /app/main.rb /app/lib/*.rb; do
  { yes '# A line more.' | head -n 23; cat "$source"; } >"$source.new" && mv "$source.new" "$source"
done
command="ruby"
if [ "$sdk" = rubyraven ]; then
  command="env RAVEN=1 ruby"
  [ $# -eq 0 ] && set -- $some
fi
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" \
  --first "$command /srv/shop/main.rb" --again "$command /app/main.rb"
