#!/bin/sh
# Record sentry-go: record.sh [go] [CASE ...]   (needs go 1.24 or later)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-go}
[ $# -gt 0 ] && shift
again_lines=23 # by so many lines the source is longer on the other day
export GOPATH=/go GOFLAGS=-mod=mod # frames name the folder of the module cache

for folder in /srv/shop /app; do
  rm -rf "$folder" && mkdir -p "$folder"
  cp -r "$here/go.mod" "$here/main.go" "$here/orders" "$here/payments" "$here/catalog" "$folder/"
done
for source in /app/main.go /app/*/*.go; do
  { yes '// A line more.' | head -n $again_lines; echo; sed 's|// AGAIN: ||' "$source"; } >"$source.new" && mv "$source.new" "$source"
done
for folder in /srv/shop /app; do
  (cd "$folder" && nice -n 15 go mod tidy && nice -n 15 go build -o shop .)
done
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" --first ./shop --again ./shop
