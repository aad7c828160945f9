#!/bin/sh
# Record io.sentry with logback: record.sh [java] [CASE ...]   (needs a JDK 17 or later and Maven)
# shellcheck disable=SC2046
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sdk=${1:-java}
[ $# -gt 0 ] && shift
build=/opt/shop-java

mkdir -p $build && cp "$here/pom.xml" $build
(cd $build && nice -n 15 mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib)
for folder in /srv/shop /app; do
  rm -rf "$folder" && mkdir -p "$folder"
  cp -r "$here/com" $build/lib "$folder/"
done
for source in $(find /app/com -name '*.java'); do
  { yes '// A line more.' | head -n 23; sed 's|// AGAIN: ||' "$source"; } >"$source.new" && mv "$source.new" "$source"
done
for folder in /srv/shop /app; do
  (cd "$folder" && nice -n 15 javac -encoding UTF-8 -cp 'lib/*' -d classes $(find com -name '*.java'))
done
java="java -XX:TieredStopAtLevel=1 -cp classes:lib/* com.example.shop.Main"
python3 "$here/../../record.py" "$sdk" "$@" --out "$here/../../../sdk" --first "$java" --again "$java"
