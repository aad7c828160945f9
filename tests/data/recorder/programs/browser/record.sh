#!/bin/sh
# Record @sentry/browser: record.sh [browser] [CASE ...]   (needs npm, Chromium, and PYTHON with playwright)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-browser}
[ $# -gt 0 ] && shift
python=${PYTHON:-$here/../../../../../.venv/bin/python}
build=/opt/shop-browser

rm -rf $build && mkdir -p $build
cp "$here"/*.js $build
(cd $build && npm install --silent --prefer-offline @sentry/browser@10 esbuild)
make_pages() { # folder, lines that stand before the bundle's own
  rm -rf "$1" && mkdir -p "$1/assets"
  banner=$(yes '// A line more.' | head -n "$2")
  for kind in "index:" "minified:--minify"; do
    (cd $build && npx esbuild shop.js --bundle --log-level=error ${kind#*:} "--banner:js=$banner" \
      --outdir="$1/assets/${kind%%:*}" '--entry-names=[name]-[hash]')
    script=$(cd "$1/assets" && ls "${kind%%:*}"/*.js)
    sed "s|SCRIPT|$script|" "$here/index.html" >"$1/${kind%%:*}.html"
  done
}
make_pages /srv/shop 0
make_pages /app 23
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" \
  --first "$python $here/browser.py /srv/shop shop.example" \
  --again "$python $here/browser.py /app www.shop.example"
