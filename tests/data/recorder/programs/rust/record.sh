#!/bin/sh
# Record the sentry crate: record.sh [rust] [CASE ...]   (needs cargo)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-rust}
[ $# -gt 0 ] && shift
# Frames name the folder of the crates.
cargo=$(command -v cargo)
export CARGO_HOME=/usr/local/cargo

for folder in /srv/shop /app; do
  rm -rf "$folder/src" && mkdir -p "$folder"
  cp -r "$here/Cargo.toml" "$here/src" "$folder/"
done
for source in /app/src/orders.rs /app/src/payments.rs; do
  { yes '// A line more.' | head -n 23; grep -v '^//!' "$source"; } >"$source.new" && mv "$source.new" "$source"
done
sed -i 's|^mod orders;|// A line more.\n// A line more.\nmod orders;|' /app/src/main.rs
for folder in /srv/shop /app; do
  (cd "$folder" && nice -n 15 env CARGO_TARGET_DIR=/opt/shop-rust "$cargo" build && cp /opt/shop-rust/debug/shop .)
done
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" --first ./shop --again ./shop
